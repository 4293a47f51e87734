#ifndef FANGZHI_CCURL_OPENSSL_H
#define FANGZHI_CCURL_OPENSSL_H

// The few functions of OpenSSL that libcurl has no option for. They are looked up in the process (libcurl has loaded
// libssl already), so that neither libssl's headers nor a link to it are needed; where libcurl uses another TLS library
// each of these says "not there". The names and numbers are OpenSSL's public, stable ones (3.0, ssl.h and x509.h).

#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>

// glibc shows RTLD_DEFAULT only under _GNU_SOURCE.
#ifdef RTLD_DEFAULT
#define CCURL_ANYWHERE RTLD_DEFAULT
#else
#define CCURL_ANYWHERE ((void *)0)
#endif

/// Sets SSL_OP_LEGACY_SERVER_CONNECT on an `SSL_CTX *`: servers without RFC 5746 are accepted. 0 when it cannot be done.
static inline int copenssl_allow_legacy_servers(void *context) {
  uint64_t (*set_options)(void *, uint64_t) = (uint64_t(*)(void *, uint64_t))dlsym(CCURL_ANYWHERE, "SSL_CTX_set_options");
  if (set_options == NULL) return 0;
  return (set_options(context, 1u << 2) & (1u << 2)) != 0;
}

/// `TLSv1.2`; NULL when it cannot be told.
static inline const char *copenssl_version(const void *ssl) {
  const char *(*version)(const void *) = (const char *(*)(const void *))dlsym(CCURL_ANYWHERE, "SSL_get_version");
  return version ? version(ssl) : NULL;
}

/// OpenSSL's name of the cipher in use; NULL when it cannot be told.
static inline const char *copenssl_cipher(const void *ssl) {
  void *(*current)(const void *) = (void *(*)(const void *))dlsym(CCURL_ANYWHERE, "SSL_get_current_cipher");
  const char *(*name)(const void *) = (const char *(*)(const void *))dlsym(CCURL_ANYWHERE, "SSL_CIPHER_get_name");
  return current && name ? name(current(ssl)) : NULL;
}

/// Whether HTTP/2 was agreed on (ALPN `h2`).
static inline int copenssl_is_http2(const void *ssl) {
  void (*selected)(const void *, const unsigned char **, unsigned int *) =
      (void (*)(const void *, const unsigned char **, unsigned int *))dlsym(CCURL_ANYWHERE, "SSL_get0_alpn_selected");
  const unsigned char *name = NULL;
  unsigned int size = 0;
  if (selected) selected(ssl, &name, &size);
  return size == 2 && name[0] == 'h' && name[1] == '2';
}

/// The X509_V_… number of the chain's verification: 0 is X509_V_OK, -1 unknown.
static inline long copenssl_verify_result(const void *ssl) {
  long (*result)(const void *) = (long (*)(const void *))dlsym(CCURL_ANYWHERE, "SSL_get_verify_result");
  return result ? result(ssl) : -1;
}

/// What such a number means, in English; NULL when it cannot be told.
static inline const char *copenssl_verify_text(long result) {
  const char *(*text)(long) = (const char *(*)(long))dlsym(CCURL_ANYWHERE, "X509_verify_cert_error_string");
  return text ? text(result) : NULL;
}

/// The certificates that the server sent, leaf first: how many, or 0.
static inline int copenssl_certificate_count(const void *ssl) {
  void *(*chain)(const void *) = (void *(*)(const void *))dlsym(CCURL_ANYWHERE, "SSL_get_peer_cert_chain");
  int (*count)(const void *) = (int (*)(const void *))dlsym(CCURL_ANYWHERE, "OPENSSL_sk_num");
  void *certificates = chain && count ? chain(ssl) : NULL;
  return certificates ? count(certificates) : 0;
}

static inline void *copenssl_certificate(const void *ssl, int index) {
  void *(*chain)(const void *) = (void *(*)(const void *))dlsym(CCURL_ANYWHERE, "SSL_get_peer_cert_chain");
  void *(*value)(const void *, int) = (void *(*)(const void *, int))dlsym(CCURL_ANYWHERE, "OPENSSL_sk_value");
  return chain && value ? value(chain(ssl), index) : NULL;
}

/// One of them in DER: its size, and its bytes when there is a buffer of that size; -1 when it cannot be had.
static inline int copenssl_certificate_der(const void *ssl, int index, unsigned char *buffer) {
  int (*encode)(const void *, unsigned char **) =
      (int (*)(const void *, unsigned char **))dlsym(CCURL_ANYWHERE, "i2d_X509");
  void *certificate = copenssl_certificate(ssl, index);
  return encode && certificate ? encode(certificate, buffer ? &buffer : NULL) : -1;
}

/// Whether the leaf names that host, or that IP address: 1 yes, 0 no, -1 it cannot be told.
static inline int copenssl_names(const void *ssl, const char *host, int is_address) {
  int (*check_host)(void *, const char *, size_t, unsigned int, char **) =
      (int (*)(void *, const char *, size_t, unsigned int, char **))dlsym(CCURL_ANYWHERE, "X509_check_host");
  int (*check_address)(void *, const char *, unsigned int) =
      (int (*)(void *, const char *, unsigned int))dlsym(CCURL_ANYWHERE, "X509_check_ip_asc");
  void *leaf = copenssl_certificate(ssl, 0);
  if (leaf == NULL || check_host == NULL || check_address == NULL) return -1;
  return (is_address ? check_address(leaf, host, 0) : check_host(leaf, host, 0, 0, NULL)) == 1;
}

#endif
