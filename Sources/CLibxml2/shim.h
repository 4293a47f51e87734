#ifndef FANGZHI_CLIBXML2_SHIM_H
#define FANGZHI_CLIBXML2_SHIM_H
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
// xmlFree is a mutable global function pointer: Swift 6 rejects it as shared mutable state.
static inline void fangzhi_xml_free(void *pointer) { xmlFree(pointer); }
#endif
