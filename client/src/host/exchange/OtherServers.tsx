import type { HostServer } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { fetchServers, setServerBlocked } from '../../connection/api/host.ts'
import { hostOf } from '../../exchange/names.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { Panel, Row, Rows } from './Panel.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { REFRESH_MS, useRefresh } from './useRefresh.ts'

/** The other servers of which something is here, each of which can be blocked (EXCH5a). */
export function OtherServers() {
	const { t } = useTranslation('host')
	const { data } = useQuery({ queryKey: ['host', 'servers'], queryFn: fetchServers, refetchInterval: REFRESH_MS })
	if (!data || data.servers.length === 0) return null
	return (
		<Panel title={t('exchange.servers')} count={data.servers.length} lead={t('exchange.serversLead')}>
			<Rows>
				{data.servers.map((server) => (
					<ServerRow key={server.key} server={server} />
				))}
			</Rows>
		</Panel>
	)
}

/** Characters of a key that stand for a server whose address is not known. */
const SHOWN_KEY = 12

function ServerRow({ server: { key, url, practices, notices, blockedAt } }: { server: HostServer }) {
	const { t } = useTranslation('host')
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	const attempt = useAttempt()
	const refresh = useRefresh()
	const [isAsking, setAsking] = useState(false)
	const name = (url && hostOf(url)) || `${key.slice(0, SHOWN_KEY)}…`
	const allow = async () => {
		await attempt(() => setServerBlocked({ key, isBlocked: false }))
		await refresh()
	}
	return (
		<Row
			title={name}
			details={[
				blockedAt !== null && t('exchange.blocked', { date: day.format(blockedAt) }),
				practices > 0 && t('exchange.practices', { count: practices }),
				notices > 0 && t('exchange.notices', { count: notices }),
			]}
		>
			{blockedAt === null ? (
				<Button variant="quiet" size="small" onClick={() => setAsking(true)}>
					{t('exchange.block.action')}
				</Button>
			) : (
				<Button size="small" onClick={() => void allow()}>
					{t('exchange.allow')}
				</Button>
			)}
			{isAsking && (
				<ReasonDialog
					title={t('exchange.block.title', { title: name })}
					lead={t('exchange.blockServer')}
					submit={t('exchange.block.confirm')}
					needs="nothing"
					send={() => setServerBlocked({ key, isBlocked: true })}
					onDone={refresh}
					onClose={() => setAsking(false)}
				/>
			)}
		</Row>
	)
}
