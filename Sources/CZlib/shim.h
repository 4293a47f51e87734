#ifndef FANGZHI_CZLIB_SHIM_H
#define FANGZHI_CZLIB_SHIM_H
#include <zlib.h>
#endif
