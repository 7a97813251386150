import { Fault } from './fault'

/**
 * SHA-256 as 64 hexadecimal digits.
 * @throws Fault where the page was not served securely (https or localhost): browsers hash nowhere else
 */
export async function sha256(data: string | Uint8Array): Promise<string> {
  if (!globalThis.crypto?.subtle)
    throw new Fault('The hash', 'cannot be computed on an insecure page', 'Open the page over https')
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, '0')).join('')
}
