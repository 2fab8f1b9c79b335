/** Returns the path of a server's address, without a trailing slash; empty for none (PATH1). */
export function pathOfAddress(address: string): string {
	return new URL(address).pathname.replace(/\/$/, '')
}
