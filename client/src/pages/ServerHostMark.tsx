import type { ServerHost } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { fetchClientInfo } from '../connection/api/server.ts'
import { retryCall } from '../connection/retry.ts'
import { HostMark } from '../ui/HostMark.tsx'

/** The logo and name of the server's host, once the server has answered; nothing without one. */
export function ServerHostMark() {
	const [host, setHost] = useState<ServerHost | null>(null)
	useEffect(
		() => retryCall(fetchClientInfo, { onAnswer: (info) => setHost(info.host), onFailure: () => setHost(null) }),
		[],
	)
	return host && <HostMark host={host} />
}
