import { useEffect, useState } from 'react'
import { fetchClientInfo } from '../session/api.ts'
import { isReachable, pickAddress } from './reachableAddress.ts'

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
