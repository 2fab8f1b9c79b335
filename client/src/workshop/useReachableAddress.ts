import { useEffect, useState } from 'react'
import { fetchClientInfo } from '../connection/api.ts'

const RETRY_MS = 5000

/** The address at which others reach this server, for links and QR codes. Starts as the page's own. */
export function useReachableAddress(): string {
	const [address, setAddress] = useState(() => pickAddress(location, []))
	useEffect(() => {
		if (isReachable(location.hostname)) return
		let timer: ReturnType<typeof setTimeout> | undefined
		let isWanted = true
		const ask = () =>
			fetchClientInfo().then(
				({ addresses }) => isWanted && setAddress(pickAddress(location, addresses)),
				() => {
					if (isWanted) timer = setTimeout(ask, RETRY_MS)
				},
			)
		ask()
		return () => {
			isWanted = false
			clearTimeout(timer)
		}
	}, [])
	return address
}

const LOCAL_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Whether an address with this host name leads anywhere but to the machine itself. */
function isReachable(hostname: string): boolean {
	return !LOCAL_HOSTS.has(hostname) && !hostname.endsWith('.localhost')
}

/**
 * The address to show to others: this page's own where others can reach it, else the first that the server knows of.
 * Without a trailing slash.
 */
export function pickAddress(page: { origin: string; hostname: string }, known: readonly string[]): string {
	const address = isReachable(page.hostname) ? page.origin : (known[0] ?? page.origin)
	return address.replace(/\/+$/, '')
}
