import type { HostPractices, HostQuestions, HostReports, HostServer, PracticeId } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useId, useState } from 'react'
import {
	allowPractice,
	dismissHostReport,
	fetchHostPractices,
	fetchHostQuestions,
	fetchHostReports,
	fetchServers,
	removeHostQuestion,
	removePractice,
	setServerBlocked,
	setTrusted,
} from '../connection/api/host.ts'
import { serverPath } from '../connection/basePath.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { hostOf } from '../exchange/names.ts'
import { joinParts } from '../i18n/listText.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import styles from './exchange.module.css'
import { FollowedServers } from './FollowedServers.tsx'
import { formatRelativeTime } from './formats.ts'
import { ReasonDialog } from './ReasonDialog.tsx'
import { ReviewDialog } from './ReviewDialog.tsx'

const REFRESH_MS = 30_000
/** Rows of a list before the others are shown. */
const SHOWN = 8

/** Reads everything of the host's exchange again. */
function useRefresh(): () => Promise<void> {
	const client = useQueryClient()
	return async () => {
		const keys = ['practices', 'waiting', 'reports', 'questions', 'servers']
		await Promise.all(keys.map((key) => client.invalidateQueries({ queryKey: ['host', key] })))
	}
}

/**
 * The practices that wait for the host, are public, or came from other servers, with reports and
 * followed servers (PRACTICE4a, PRACTICE7b, FOLLOW1).
 */
export function ExchangePanel() {
	const practices = useQuery({
		queryKey: ['host', 'practices'],
		queryFn: fetchHostPractices,
		refetchInterval: REFRESH_MS,
	})
	const reports = useQuery({ queryKey: ['host', 'reports'], queryFn: fetchHostReports, refetchInterval: REFRESH_MS })
	const questions = useQuery({
		queryKey: ['host', 'questions'],
		queryFn: fetchHostQuestions,
		refetchInterval: REFRESH_MS,
	})
	useFailureToast(queryFailure(practices))
	if (!practices.data) return null
	return (
		<div className={styles['panels']}>
			<Waiting practices={practices.data} />
			{reports.data && reports.data.reports.length > 0 && <Reports reports={reports.data} />}
			<Public practices={practices.data} />
			<Received practices={practices.data} />
			{questions.data && questions.data.questions.length > 0 && <Questions questions={questions.data} />}
			<Servers />
			<FollowedServers />
			{practices.data.trusted.length > 0 && <Trusted trusted={practices.data.trusted} />}
		</div>
	)
}

interface PanelProps {
	title: string
	count: number
	/** What the panel is for, or that it is empty. */
	lead?: string
	children?: ReactNode
}

function Panel({ title, count, lead, children }: PanelProps) {
	const id = useId()
	return (
		<section className={styles['panel']} aria-labelledby={id}>
			<h2 id={id}>
				{title} {count > 0 && <span className={styles['count']}>{count}</span>}
			</h2>
			{lead && <p className={styles['lead']}>{lead}</p>}
			{children}
		</section>
	)
}

/** A list that begins with some of its rows. */
function Rows({ children }: { children: readonly ReactNode[] }) {
	const { t } = useTranslation('host')
	const [isWhole, setWhole] = useState(false)
	return (
		<>
			<ul className={styles['rows']}>{isWhole ? children : children.slice(0, SHOWN)}</ul>
			{!isWhole && children.length > SHOWN && (
				<Button variant="quiet" size="small" onClick={() => setWhole(true)}>
					{t('workshops.more')}
				</Button>
			)}
		</>
	)
}

interface RowProps {
	title: ReactNode
	details: (string | null | undefined | false)[]
	children: ReactNode
}

function Row({ title, details, children }: RowProps) {
	return (
		<li>
			<div>
				<strong dir="auto">{title}</strong>
				<small>{joinParts(details)}</small>
			</div>
			<div className={styles['actions']}>{children}</div>
		</li>
	)
}

function Waiting({ practices: { waiting } }: { practices: HostPractices }) {
	const { t } = useTranslation(['host', 'exchange'])
	const language = useLanguage()
	const refresh = useRefresh()
	const [reviewed, review] = useState<PracticeId | null>(null)
	return (
		<Panel
			title={t('exchange.waiting')}
			count={waiting.length}
			lead={t(waiting.length > 0 ? 'exchange.waitingLead' : 'exchange.noneWaiting')}
		>
			<Rows>
				{waiting.map(({ id, title, facts, provenance, updatedAt, review: request }) => {
					const when = formatRelativeTime(language, request?.at ?? updatedAt, Date.now())
					return (
						<Row
							key={id}
							title={title || t('exchange:untitled')}
							details={[facts.city.name || provenance.city, provenance.workshop, when]}
						>
							<Button variant="primary" size="small" onClick={() => review(id)}>
								{t('exchange.review')}
							</Button>
						</Row>
					)
				})}
			</Rows>
			{reviewed && <ReviewDialog practice={reviewed} onDone={refresh} onClose={() => review(null)} />}
		</Panel>
	)
}

/** A button that withdraws a practice with a reason, or blocks one of another server. */
function RemoveButton({ practice, title, isForeign }: { practice: PracticeId; title: string; isForeign: boolean }) {
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

function Reports({ reports: { reports, total } }: { reports: HostReports }) {
	const { t } = useTranslation(['host', 'exchange'])
	const language = useLanguage()
	const attempt = useAttempt()
	const refresh = useRefresh()
	return (
		<Panel title={t('exchange.reported')} count={total}>
			<Rows>
				{reports.map(({ id, practice, title, reason, text, at, origin }) => (
					<Row
						key={id}
						title={<ReadLink practice={practice}>{title || t('exchange:untitled')}</ReadLink>}
						details={[
							t(`exchange:report.reasons.${reason}`),
							text,
							origin && hostOf(origin),
							formatRelativeTime(language, at, Date.now()),
						]}
					>
						<Button
							size="small"
							onClick={async () => {
								await attempt(() => dismissHostReport(practice, id))
								await refresh()
							}}
						>
							{t('exchange:report.dismiss')}
						</Button>
						<RemoveButton practice={practice} title={title} isForeign={origin !== null} />
					</Row>
				))}
			</Rows>
		</Panel>
	)
}

function Questions({ questions: { questions } }: { questions: HostQuestions }) {
	const { t } = useTranslation(['host', 'exchange'])
	const language = useLanguage()
	const attempt = useAttempt()
	const refresh = useRefresh()
	return (
		<Panel title={t('exchange.questions')} count={questions.length} lead={t('exchange.questionsLead')}>
			<Rows>
				{questions.map(({ id, practice, title, city, name, text, answer, at, server }) => (
					<Row
						key={id}
						title={text}
						details={[
							answer && `→ ${answer}`,
							city,
							name,
							title,
							server && hostOf(server),
							formatRelativeTime(language, at, Date.now()),
						]}
					>
						<Button
							variant="quiet"
							size="small"
							onClick={async () => {
								await attempt(() => removeHostQuestion(practice, id))
								await refresh()
							}}
						>
							{t('exchange.removeQuestion')}
						</Button>
					</Row>
				))}
			</Rows>
		</Panel>
	)
}

/** A link to the practice in another tab, where its images and versions are. */
function ReadLink({ practice, children }: { practice: PracticeId; children: ReactNode }) {
	return (
		<a href={serverPath(`/exchange/${practice}`)} target="_blank" rel="noopener">
			{children}
		</a>
	)
}

function Public({ practices: { public: listed, total } }: { practices: HostPractices }) {
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

function Received({ practices: { received, blocked } }: { practices: HostPractices }) {
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

/** The other servers of which something is here, each of which can be blocked (EXCH5a). */
function Servers() {
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

function Trusted({ trusted }: Pick<HostPractices, 'trusted'>) {
	const { t } = useTranslation('host')
	const attempt = useAttempt()
	const refresh = useRefresh()
	return (
		<Panel title={t('exchange.trusted')} count={trusted.length} lead={t('exchange.trustedLead')}>
			<Rows>
				{trusted.map(({ id, title }) => (
					<Row key={id} title={title} details={[]}>
						<Button
							size="small"
							onClick={async () => {
								await attempt(() => setTrusted({ workshop: id, isTrusted: false }))
								await refresh()
							}}
						>
							{t('exchange.distrust')}
						</Button>
					</Row>
				))}
			</Rows>
		</Panel>
	)
}
