/** Policy of everything that is not a page with a policy of its own: nothing may be loaded, run, framed or submitted. */
const CLOSED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Two years, as browsers' preload lists ask (hstspreload.org). */
const HSTS = "max-age=63072000; includeSubDomains";

/**
 * Headers of every answer (OWASP Secure Headers). A page overrides those it must by naming them: its own policy, `cache-control` of
 * an asset, `cross-origin-resource-policy` of the widget script.
 */
export function securityHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  return {
    "content-security-policy": CLOSED,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-permitted-cross-domain-policies": "none",
    "cache-control": "no-store",
    ...(isHttps ? { "strict-transport-security": HSTS } : {}),
  };
}
