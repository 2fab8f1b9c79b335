import type { HostClientError, HostError, HostMachine, HostUpdate } from '@charrette/shared'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { fetchMachine } from '../connection/api/host.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { Icon } from '../ui/Icon.tsx'
import { useFailureToast } from '../ui/useAttempt.ts'
import { BackupPanel } from './BackupPanel.tsx'
import { formatBytes, formatPercent, formatRelativeTime } from './formats.ts'
import styles from './server.module.css'
import { TranslationPanel } from './TranslationPanel.tsx'
import { UsageCharts } from './UsageCharts.tsx'
import { WebhookPanel } from './WebhookPanel.tsx'

const REFRESH_MS = 10_000
/** The used share of the disk and of memory from which they are shown as scarce. */
const SCARCE = 0.9
/** The delay of the event loop from which people notice it. */
const SLOW_MS = 100

/** The server's machine, the errors of the last day, and usage over time. */
export function ServerPanel() {
	const { t } = useTranslation('host')
	const machine = useQuery({ queryKey: ['host', 'machine'], queryFn: fetchMachine, refetchInterval: REFRESH_MS })
	useFailureToast(queryFailure(machine))
	return (
		<div className={styles['panels']}>
			{machine.data?.update?.isNewer && <NewRelease update={machine.data.update} />}
			{machine.data && <Machine machine={machine.data} />}
			<BackupPanel />
			<TranslationPanel />
			<WebhookPanel />
			<UsageCharts />
			{machine.data && (
				<section className={styles['panel']} aria-labelledby="host-errors">
					<h2 id="host-errors">{t('errors.title')}</h2>
					<Errors errors={machine.data.errors} />
				</section>
			)}
			{machine.data && machine.data.clientErrors.length > 0 && (
				<section className={styles['panel']} aria-labelledby="host-client-errors">
					<h2 id="host-client-errors">{t('errors.clientTitle')}</h2>
					<ClientErrors errors={machine.data.clientErrors} />
				</section>
			)}
		</div>
	)
}

/** The notice of a newer release, if the host has turned it on (UPDATE1). */
function NewRelease({ update: { newest, url } }: { update: HostUpdate }) {
	const { t } = useTranslation('host')
	return (
		<p className={styles['newRelease']} role="status">
			<span className={styles['newReleaseText']}>
				<Icon name="download" />
				{t('update.available', { version: newest ?? '' })}
			</span>
			{url && (
				<a href={url} target="_blank" rel="noreferrer">
					{t('update.more')}
				</a>
			)}
		</p>
	)
}

function Machine({ machine }: { machine: HostMachine }) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const { disk, memory, storage, delay } = machine
	const bytes = (value: number) => formatBytes(language, value)
	const ms = new Intl.NumberFormat(language, { style: 'unit', unit: 'millisecond', unitDisplay: 'short' })
	const number = new Intl.NumberFormat(language)
	const data = storage.database + (storage.images ?? 0)
	return (
		<div className={styles['tiles']}>
			<Meter
				title={t('machine.disk')}
				value={t('machine.free', { size: bytes(disk.free) })}
				share={disk.total > 0 ? 1 - disk.free / disk.total : 0}
				detail={
					storage.images === null
						? t('machine.dataIn', { size: bytes(data) })
						: t('machine.data', { size: bytes(data), images: bytes(storage.images) })
				}
			/>
			<Meter
				title={t('machine.memory')}
				value={bytes(memory.used)}
				share={memory.total > 0 ? 1 - memory.free / memory.total : 0}
				detail={t('machine.memoryOf', { total: bytes(memory.total) })}
			/>
			<Tile title={t('machine.delay')} value={ms.format(delay.p99)} isWarning={delay.p99 >= SLOW_MS}>
				{t('machine.delayDetail', { usual: ms.format(delay.p50) })}
			</Tile>
			<Tile title={t('machine.connected')} value={number.format(machine.sockets)}>
				{[t('machine.rooms', { count: machine.rooms }), t('machine.nodes', { count: machine.nodes })].join(' · ')}
			</Tile>
			<dl className={styles['versions']}>
				<Fact name="Charrette">{machine.version}</Fact>
				{machine.update && <Fact name={t('update.newest')}>{machine.update.newest ?? t('update.unknown')}</Fact>}
				<Fact name={t('machine.started')}>{formatRelativeTime(language, machine.startedAt, Date.now())}</Fact>
				<Fact name={storage.kind}>{storage.version}</Fact>
				<Fact name={t('machine.schema')}>{storage.schema}</Fact>
				<Fact name="Node.js">{machine.node}</Fact>
			</dl>
		</div>
	)
}

interface TileProps {
	title: string
	value: string
	isWarning?: boolean
	children: ReactNode
}

function Tile({ title, value, isWarning = false, children }: TileProps) {
	return (
		<section className={styles['tile']} data-warning={isWarning}>
			<h2>{title}</h2>
			<p className={styles['value']}>
				{isWarning && <Icon name="warning" size={22} />}
				{value}
			</p>
			<p className={styles['detail']}>{children}</p>
		</section>
	)
}

/** A tile with a bar that shows the used share. */
function Meter({ title, value, share, detail }: { title: string; value: string; share: number; detail: string }) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	const percent = formatPercent(language, share)
	return (
		<Tile title={title} value={value} isWarning={share >= SCARCE}>
			<span className={styles['bar']} role="img" aria-label={t('machine.used', { percent })}>
				<span style={{ width: `${Math.round(share * 100)}%` }} />
			</span>
			{detail}
		</Tile>
	)
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</div>
	)
}

function Errors({ errors }: { errors: readonly HostError[] }) {
	const { t } = useTranslation('host')
	if (errors.length === 0) {
		return (
			<p className={styles['fine']}>
				<Icon name="check" />
				{t('errors.none')}
			</p>
		)
	}
	return (
		<>
			<p className={styles['lead']}>{t('errors.lead')}</p>
			<ul className={styles['errors']}>
				{errors.map(({ message, count, lastAt }) => (
					<CountedError key={message} count={count} lastAt={lastAt}>
						{message}
					</CountedError>
				))}
			</ul>
		</>
	)
}

/** The errors of people's browsers, each with its page, release and stack (HOST11). */
function ClientErrors({ errors }: { errors: readonly HostClientError[] }) {
	const { t } = useTranslation('host')
	return (
		<>
			<p className={styles['lead']}>{t('errors.clientLead')}</p>
			<ul className={styles['errors']}>
				{errors.map(({ message, count, lastAt, ...place }) => (
					<CountedError key={[message, ...Object.values(place)].join(' ')} count={count} lastAt={lastAt}>
						{message}
						<small>{[place.route, place.release, place.stack].filter(Boolean).join(' · ')}</small>
					</CountedError>
				))}
			</ul>
		</>
	)
}

function CountedError({ count, lastAt, children }: { count: number; lastAt: number; children: ReactNode }) {
	const { t } = useTranslation('host')
	const language = useLanguage()
	return (
		<li>
			<strong>{new Intl.NumberFormat(language).format(count)}</strong>
			<code lang="en">{children}</code>
			<span className={styles['when']}>
				{t('errors.last', { when: formatRelativeTime(language, lastAt, Date.now()) })}
			</span>
		</li>
	)
}
