import type { BoardId, MadeShare, Share, Workshop } from '@charrette/shared'
import { type FormEvent, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import type { Credentials } from '../../session/credentials.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { Select } from '../../ui/Select.tsx'
import { useToast } from '../../ui/ToastProvider.tsx'
import { useReachableAddress } from '../../workshop/useReachableAddress.ts'
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
	const address = useReachableAddress()
	const { shares, make, end } = useShares(credentials)
	const [what, setWhat] = useState(board ? `boards/${board}` : `sessions/${workshop.session}`)
	const [span, setSpan] = useState<Span>('month')
	const [hasAuthors, setAuthors] = useState(false)
	const [made, setMade] = useState<MadeShare | null>(null)
	const [isBusy, setBusy] = useState(false)
	const share = async (event: FormEvent) => {
		event.preventDefault()
		setBusy(true)
		setMade(await make(what, { days: DAYS[span], authors: hasAuthors, locale }))
		setBusy(false)
	}
	const endOne = async ({ id, title }: Share) => {
		if (!(await end(id))) return
		if (made?.share.id === id) setMade(null)
		showToast(t('shares.ended', { title }))
	}
	return (
		<section className={styles['shares']} aria-labelledby="shares-title">
			<h3 id="shares-title">{t('shares.title')}</h3>
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
			{made && (
				<CopyField
					label={t('shares.link', { title: made.share.title })}
					hint={t('shares.once')}
					text={address + new URL(made.link).pathname}
				/>
			)}
			{shares.length > 0 && <OpenShares shares={shares} onEnd={endOne} />}
		</section>
	)
}

function OpenShares({ shares, onEnd }: { shares: readonly Share[]; onEnd: (share: Share) => void }) {
	const { t } = useTranslation('desk')
	const locale = useLocale()
	const dayOf = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
	return (
		<>
			<h4>{t('shares.open')}</h4>
			<ul className={styles['open']}>
				{shares.map((share) => (
					<li key={share.id}>
						<span>{share.title}</span>
						<small>{t('shares.ends', { date: dayOf.format(share.until) })}</small>
						<Button
							size="small"
							look="quiet"
							aria-label={t('shares.endNamed', { title: share.title })}
							onClick={() => onEnd(share)}
						>
							{t('shares.end')}
						</Button>
					</li>
				))}
			</ul>
		</>
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
