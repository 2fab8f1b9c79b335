import type { HostPractices, PracticeId } from '@charrette/shared'
import { useState } from 'react'
import { allowPractice, removePractice } from '../../connection/api/host.ts'
import { hostOf } from '../../exchange/names.ts'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import { useAttempt } from '../../ui/useAttempt.ts'
import { Panel, ReadLink, Row, Rows } from './Panel.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { useRefresh } from './useRefresh.ts'

/** The public practices of this server. */
export function PublicPractices({ practices: { public: listed, total } }: { practices: HostPractices }) {
	const { t } = useTranslation('host')
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	return (
		<Panel
			title={t('exchange.public')}
			count={total}
			lead={t(total > 0 ? 'exchange.publicLead' : 'exchange.nonePublic')}
		>
			<Rows>
				{listed.map(({ id, title: { text }, city, at }) => (
					<Row key={id} title={<ReadLink practice={id}>{text}</ReadLink>} details={[city, day.format(at)]}>
						<RemoveButton practice={id} title={text} isForeign={false} />
					</Row>
				))}
			</Rows>
		</Panel>
	)
}

/** The practices of other servers, and those that the host blocked (EXCH5). */
export function ReceivedPractices({ practices: { received, blocked } }: { practices: HostPractices }) {
	const { t } = useTranslation(['host', 'exchange'])
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	const attempt = useAttempt()
	const refresh = useRefresh()
	const allow = async (id: PracticeId) => {
		await attempt(() => allowPractice(id))
		await refresh()
	}
	const nameOf = (title: string) => title || t('exchange:untitled')
	return (
		<Panel
			title={t('exchange.received')}
			count={received.length}
			lead={t(received.length > 0 ? 'exchange.receivedLead' : 'exchange.noneReceived')}
		>
			<Rows>
				{[
					...blocked.map(({ id, title, city, at }) => (
						<Row key={`b${id}`} title={nameOf(title)} details={[city, t('exchange.blocked', { date: day.format(at) })]}>
							<Button size="small" onClick={() => void allow(id)}>
								{t('exchange.allow')}
							</Button>
						</Row>
					)),
					...received.map(({ id, title, city, at, origin }) => (
						<Row key={id} title={nameOf(title)} details={[city, origin && hostOf(origin), day.format(at)]}>
							<RemoveButton practice={id} title={title} isForeign />
						</Row>
					)),
				]}
			</Rows>
		</Panel>
	)
}

/** A button that withdraws a practice with a reason, or blocks one of another server. */
export function RemoveButton({
	practice,
	title,
	isForeign,
}: {
	practice: PracticeId
	title: string
	isForeign: boolean
}) {
	const { t } = useTranslation('host')
	const refresh = useRefresh()
	const [isAsking, setAsking] = useState(false)
	const kind = isForeign ? 'block' : 'withdraw'
	return (
		<>
			<Button variant="quiet" size="small" onClick={() => setAsking(true)}>
				{t(`exchange.${kind}.action`)}
			</Button>
			{isAsking && (
				<ReasonDialog
					title={t(`exchange.${kind}.title`, { title })}
					lead={t(`exchange.${kind}.lead`)}
					submit={t(`exchange.${kind}.confirm`)}
					needs={isForeign ? 'nothing' : 'maybe'}
					send={(reason) => removePractice(practice, reason)}
					onDone={refresh}
					onClose={() => setAsking(false)}
				/>
			)}
		</>
	)
}
