import type { BoardId, CreatedShare, Share, ShareBody, ShareId, Shares, Workshop } from '@charrette/shared'
import { LIMITS } from '@charrette/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useId, useRef, useState, useSyncExternalStore } from 'react'
import { createShare, endShare, fetchShares } from '../connection/api/shares.ts'
import { useReachableAddress } from '../connection/clientInfo.ts'
import type { Credentials } from '../connection/credentials.ts'
import { createObservable } from '../connection/observable.ts'
import { pathOfLink } from '../connection/pickAddress.ts'
import { queryFailure } from '../connection/queryClient.tsx'
import { useLanguage, useLocale, useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { CopyField } from '../ui/CopyField.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { TextField } from '../ui/Field.tsx'
import { Select } from '../ui/Select.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt, useFailureToast } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import styles from './SharedPages.module.css'

const DAYS = { week: 7, month: 30, quarter: 90, year: 365 } as const
type Duration = keyof typeof DAYS
const DURATIONS = Object.keys(DAYS) as Duration[]

interface SharedPagesProps {
	credentials: Credentials
	workshop: Workshop
	/** The board that is chosen initially; without it, the current session is. */
	board?: BoardId
}

/** Boards shared as read-only pages: a form that creates a share, and the active shares. */
export function SharedPages({ credentials, workshop, board }: SharedPagesProps) {
	const { t } = useTranslation('dashboard')
	const locale = useLocale()
	const showToast = useToast()
	const heading = useRef<HTMLHeadingElement>(null)
	const { shares, links, create, end } = useShares(credentials)
	const [target, setTarget] = useState(board ? `boards/${board}` : `sessions/${workshop.session}`)
	const [duration, setDuration] = useState<Duration>('month')
	const [hasAuthors, setAuthors] = useState(false)
	const [embeddedIn, setEmbeddedIn] = useState('')
	const [isSaving, save] = useSave()
	const [ended, setEnded] = useState<ShareId | null>(null)
	useEffect(() => {
		// The share that had the focus has been removed from the list.
		if (ended) heading.current?.focus()
	}, [ended])
	const share = (event: FormEvent) => {
		event.preventDefault()
		const origin = originOf(embeddedIn)
		void save(() => create(target, { days: DAYS[duration], authors: hasAuthors, locale, embeddedIn: origin }))
	}
	const endOne = async ({ id, title }: Share) => {
		if (!(await end(id))) return
		setEnded(id)
		showToast(t('shares.ended', { title }))
	}
	return (
		<section className={styles['shares']} aria-labelledby="shares-title">
			<h3 id="shares-title" ref={heading} tabIndex={-1}>
				{t('shares.title')}
			</h3>
			<p>{t('shares.lead')}</p>
			<form className={styles['form']} onSubmit={share}>
				<Select label={t('shares.what')} value={target} options={useShareTargets(workshop)} onChange={setTarget} />
				<Select
					label={t('shares.until')}
					value={duration}
					options={DURATIONS.map((value) => ({ value, label: t(`shares.days.${value}`) }))}
					onChange={setDuration}
				/>
				<Button type="submit" icon="plus" busy={isSaving}>
					{t(isSaving ? 'shares.creating' : 'shares.create')}
				</Button>
				{workshop.isAnonymous ? (
					<p>{t('shares.anonymous')}</p>
				) : (
					<label>
						<input type="checkbox" checked={hasAuthors} onChange={(event) => setAuthors(event.target.checked)} />
						{t('shares.authors')}
					</label>
				)}
				<div className={styles['embedding']}>
					<TextField
						label={t('shares.embeddedIn')}
						hint={t('shares.embeddedInHint')}
						type="url"
						pattern="https?://.+"
						placeholder="https://www.example.org"
						maxLength={LIMITS.maxShareOriginLength}
						value={embeddedIn}
						onChange={setEmbeddedIn}
					/>
				</div>
			</form>
			{shares.length > 0 && (
				<>
					<h4>{t('shares.open')}</h4>
					<ActiveShares shares={shares} links={links} onEnd={endOne} />
				</>
			)}
		</section>
	)
}

/**
 * Returns the resources that can be shared, by their path in the API: the workshop, each session,
 * each board.
 */
function useShareTargets({ id, sessions }: Workshop): { value: string; label: string }[] {
	const { t } = useTranslation('dashboard')
	return [
		{ value: `workshops/${id}`, label: t('shares.workshop') },
		...sessions.flatMap((session) => [
			{ value: `sessions/${session.id}`, label: session.title },
			...session.boards.map((board) => ({ value: `boards/${board.id}`, label: `${session.title}: ${board.title}` })),
		]),
	]
}

interface ActiveSharesProps {
	/** The active shares, newest first. */
	shares: readonly Share[]
	/** The links of shares that were created in this tab. */
	links: ReadonlyMap<ShareId, string>
	onEnd: (share: Share) => void
}

function ActiveShares({ shares, links, onEnd }: ActiveSharesProps) {
	const { t } = useTranslation('dashboard')
	const address = useReachableAddress()
	const reachable = (link: string | undefined) => link && address + pathOfLink(link)
	return (
		<ul className={styles['open']} aria-label={t('shares.open')}>
			{shares.map((share) => (
				<ActiveShare key={share.id} share={share} link={reachable(links.get(share.id))} onEnd={() => onEnd(share)} />
			))}
		</ul>
	)
}

interface ActiveShareProps {
	share: Share
	link: string | undefined
	onEnd: () => void
}

function ActiveShare({ share: { title, authors, createdAt, until, embeddedIn }, link, onEnd }: ActiveShareProps) {
	const { t } = useTranslation('dashboard')
	const [isConfirming, setConfirming] = useState(false)
	const language = useLanguage()
	const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
	const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
	const id = useId()
	const facts = [
		t('shares.created', { when: time.format(createdAt) }),
		t('shares.expires', { date: day.format(until) }),
		authors !== null && t(authors ? 'shares.named' : 'shares.unnamed'),
		embeddedIn !== null && t('shares.embedded', { origin: embeddedIn }),
	]
	const details = <small id={isConfirming ? undefined : id}>{facts.filter(Boolean).join(' · ')}</small>
	return (
		<li>
			<p>
				<span>{title}</span>
				{details}
			</p>
			<Button
				size="small"
				variant="quiet"
				aria-label={t('shares.endNamed', { title })}
				aria-describedby={id}
				onClick={() => setConfirming(true)}
			>
				{t('shares.end')}
			</Button>
			{link && <CopyField label={t('shares.link', { title })} hint={t('shares.once')} text={link} />}
			{link && embeddedIn !== null && (
				<CopyField
					label={t('shares.embedCode', { title })}
					hint={t('shares.embedCodeHint', { origin: embeddedIn })}
					text={embedCode(link, title)}
				/>
			)}
			{isConfirming && (
				<ConfirmDialog
					title={t('shares.endNamed', { title })}
					confirmLabel={t('shares.endNow')}
					onConfirm={onEnd}
					onClose={() => setConfirming(false)}
				>
					{details}
					<p>{t('shares.endConfirm')}</p>
				</ConfirmDialog>
			)}
		</li>
	)
}

/**
 * The links of shares created in this tab. The server sends a link only once, so they stay in
 * memory while the dialog is closed.
 */
const createdLinks = createObservable<ReadonlyMap<ShareId, string>>(new Map())

/**
 * Returns the active shares of a workshop, newest first, the links that this tab knows, and the
 * calls that create and end shares.
 */
function useShares(credentials: Credentials) {
	const attempt = useAttempt()
	const client = useQueryClient()
	const links = useSyncExternalStore(createdLinks.subscribe, createdLinks.get)
	const queryKey = ['shares', credentials.token]
	const query = useQuery({ queryKey, queryFn: () => fetchShares(credentials) })
	useFailureToast(queryFailure(query))

	const update = async (change: (shares: readonly Share[]) => Share[]) => {
		// A response that is in flight does not contain the change yet.
		await client.cancelQueries({ queryKey })
		client.setQueryData<Shares>(queryKey, (before) => ({ shares: change(before?.shares ?? []) }))
		void client.invalidateQueries({ queryKey })
	}
	/** Creates a share; `path` is the API path of the workshop, session or board. */
	const create = async (path: string, options: ShareBody): Promise<CreatedShare | null> => {
		const created = await attempt(() => createShare(credentials, path, options))
		if (!created) return null
		createdLinks.set(new Map(createdLinks.get()).set(created.share.id, created.link))
		await update((shares) => [created.share, ...without(shares, created.share)])
		return created
	}
	const end = async (id: ShareId): Promise<Share | null> => {
		const ended = await attempt(() => endShare(credentials, id))
		if (ended) await update((shares) => without(shares, ended))
		return ended
	}
	return { shares: query.data?.shares ?? [], links, create, end }
}

/** Returns the origin of an address; null for an empty text. */
function originOf(address: string): string | null {
	return URL.canParse(address) ? new URL(address).origin : address.trim() || null
}

/** Returns the HTML that embeds a shared page. */
function embedCode(link: string, title: string): string {
	const attribute = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
	const sandbox = 'allow-scripts allow-popups allow-popups-to-escape-sandbox'
	return `<iframe src="${attribute(link)}" title="${attribute(title)}" width="100%" height="600" style="border:0" loading="lazy" sandbox="${sandbox}"></iframe>`
}

function without(shares: readonly Share[], { id }: Share): Share[] {
	return shares.filter((share) => share.id !== id)
}
