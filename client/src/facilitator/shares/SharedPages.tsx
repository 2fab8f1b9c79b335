import type { BoardId, Share, ShareId, Workshop } from '@charrette/shared'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import type { Credentials } from '../../session/credentials.ts'
import { Button } from '../../ui/Button.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import { OpenShares } from './OpenShares.tsx'
import styles from './shares.module.css'
import { useShares } from './useShares.ts'

const DAYS = { week: 7, month: 30, quarter: 90, year: 365 } as const
type Span = keyof typeof DAYS
const SPANS = Object.keys(DAYS) as Span[]

interface SharedPagesProps {
	credentials: Credentials
	workshop: Workshop
	/** What is shared unless something else is chosen: this board; the session that runs where it is not given. */
	board?: BoardId
}

/** Boards shared as pages to read: a new link, and those that are open. */
export function SharedPages({ credentials, workshop, board }: SharedPagesProps) {
	const { t } = useTranslation('desk')
	const locale = useLocale()
	const showToast = useToast()
	const heading = useRef<HTMLHeadingElement>(null)
	const { shares, links, make, end } = useShares(credentials)
	const [what, setWhat] = useState(board ? `boards/${board}` : `sessions/${workshop.session}`)
	const [span, setSpan] = useState<Span>('month')
	const [hasAuthors, setAuthors] = useState(false)
	const [isBusy, setBusy] = useState(false)
	const [ended, setEnded] = useState<ShareId | null>(null)
	useEffect(() => {
		// What had the focus is gone with the share.
		if (ended) heading.current?.focus()
	}, [ended])
	const share = async (event: FormEvent) => {
		event.preventDefault()
		setBusy(true)
		await make(what, { days: DAYS[span], authors: hasAuthors, locale })
		setBusy(false)
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
				<Select label={t('shares.what')} value={what} options={useWhatToShare(workshop)} onChange={setWhat} />
				<Select
					label={t('shares.until')}
					value={span}
					options={SPANS.map((value) => ({ value, label: t(`shares.days.${value}`) }))}
					onChange={setSpan}
				/>
				<Button type="submit" icon="plus" busy={isBusy}>
					{t(isBusy ? 'shares.making' : 'shares.make')}
				</Button>
				{workshop.isAnonymous ? (
					<p>{t('shares.anonymous')}</p>
				) : (
					<label>
						<input type="checkbox" checked={hasAuthors} onChange={(event) => setAuthors(event.target.checked)} />
						{t('shares.authors')}
					</label>
				)}
			</form>
			{shares.length > 0 && (
				<>
					<h4>{t('shares.open')}</h4>
					<OpenShares shares={shares} links={links} onEnd={endOne} />
				</>
			)}
		</section>
	)
}

/** All that can be shared, by its path in the API: the workshop, each session, each board. */
function useWhatToShare({ id, sessions }: Workshop): { value: string; label: string }[] {
	const { t } = useTranslation('desk')
	return [
		{ value: `workshops/${id}`, label: t('shares.workshop') },
		...sessions.flatMap((session) => [
			{ value: `sessions/${session.id}`, label: session.title },
			...session.boards.map((board) => ({ value: `boards/${board.id}`, label: `${session.title}: ${board.title}` })),
		]),
	]
}
