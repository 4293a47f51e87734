#ifndef FANGZHI_CLIBXML2_SHIM_H
#define FANGZHI_CLIBXML2_SHIM_H
// Where libxml2 was built with ICU its headers include those of the system's ICU, whose enumerations differ from those
// of the ICU inside Foundation: a module that sees both may not compile. Only the end of a struct that nobody here
// looks into depends on it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>
// xmlFree is a mutable global function pointer: Swift 6 rejects it as shared mutable state.
static inline void fangzhi_xml_free(void *pointer) { xmlFree(pointer); }
#endif
