#ifndef FANGZHI_CCURL_SHIM_H
#define FANGZHI_CCURL_SHIM_H
#include <curl/curl.h>
#endif
