#ifndef FANGZHI_CCURL_SHIM_H
#define FANGZHI_CCURL_SHIM_H

// libcurl for Swift. Variadic functions are not imported by Swift, so there is one typed function per kind of argument;
// `curl_easy_setopt` is a macro with type checks as well, which these keep.

#include <curl/curl.h>

// MARK: Setting options

static inline CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_headers(CURL *handle, struct curl_slist *value) {
  return curl_easy_setopt(handle, CURLOPT_HTTPHEADER, value);
}

static inline CURLcode ccurl_set_names(CURL *handle, struct curl_slist *value) {
  return curl_easy_setopt(handle, CURLOPT_RESOLVE, value);
}

static inline CURLcode ccurl_set_share(CURL *handle, CURLSH *value) {
  return curl_easy_setopt(handle, CURLOPT_SHARE, value);
}

static inline CURLcode ccurl_set_error_buffer(CURL *handle, char *value) {
  return curl_easy_setopt(handle, CURLOPT_ERRORBUFFER, value);
}

// MARK: Setting callbacks, each with the pointer that it is called with

typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode ccurl_on_body(CURL *handle, ccurl_data_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, context);
  return curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, function);
}

static inline CURLcode ccurl_on_header(CURL *handle, ccurl_data_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_HEADERDATA, context);
  return curl_easy_setopt(handle, CURLOPT_HEADERFUNCTION, function);
}

static inline CURLcode ccurl_on_debug(CURL *handle, curl_debug_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_DEBUGDATA, context);
  curl_easy_setopt(handle, CURLOPT_VERBOSE, 1L);
  return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, function);
}

static inline CURLcode ccurl_on_open_socket(CURL *handle, curl_opensocket_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_OPENSOCKETDATA, context);
  return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, function);
}

static inline CURLcode ccurl_on_close_socket(CURL *handle, curl_closesocket_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_CLOSESOCKETDATA, context);
  return curl_easy_setopt(handle, CURLOPT_CLOSESOCKETFUNCTION, function);
}

static inline CURLcode ccurl_on_request(CURL *handle, curl_prereq_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_PREREQDATA, context);
  return curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, function);
}

static inline CURLcode ccurl_on_ssl_context(CURL *handle, curl_ssl_ctx_callback function, void *context) {
  curl_easy_setopt(handle, CURLOPT_SSL_CTX_DATA, context);
  return curl_easy_setopt(handle, CURLOPT_SSL_CTX_FUNCTION, function);
}

// MARK: Reading facts

static inline CURLcode ccurl_get_long(CURL *handle, CURLINFO info, long *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
  return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode ccurl_get_string(CURL *handle, CURLINFO info, const char **value) {
  return curl_easy_getinfo(handle, info, value);
}

/// The OpenSSL connection (`SSL *`) of a running transfer; NULL for plain HTTP or another TLS library.
static inline void *ccurl_get_openssl(CURL *handle) {
  struct curl_tlssessioninfo *session = NULL;
  if (curl_easy_getinfo(handle, CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == NULL) return NULL;
  return session->backend == CURLSSLBACKEND_OPENSSL ? session->internals : NULL;
}

/// The result in a CURLMSG_DONE message: a union's member, which Swift can read only unsafely.
static inline CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }

// MARK: The multi handle and the share

static inline CURLMcode ccurl_multi_set_long(CURLM *handle, CURLMoption option, long value) {
  return curl_multi_setopt(handle, option, value);
}

static inline CURLSHcode ccurl_share_cookies(
    CURLSH *share, curl_lock_function lock, curl_unlock_function unlock, void *context) {
  curl_share_setopt(share, CURLSHOPT_USERDATA, context);
  curl_share_setopt(share, CURLSHOPT_LOCKFUNC, lock);
  curl_share_setopt(share, CURLSHOPT_UNLOCKFUNC, unlock);
  return curl_share_setopt(share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
}

#endif
