import type { Share, ShareId } from '@charrette/shared'
import { useId, useState } from 'react'
import { useLocale, useTranslation } from '../../i18n/useTranslation.ts'
import { AskDialog } from '../../ui/AskDialog.tsx'
import { Button } from '../../ui/Button.tsx'
import { CopyField } from '../../ui/CopyField.tsx'
import { useReachableAddress } from '../../workshop/useReachableAddress.ts'
import styles from './shares.module.css'

interface OpenSharesProps {
	/** Newest first. */
	shares: readonly Share[]
	/** The links that are known here. */
	links: ReadonlyMap<ShareId, string>
	onEnd: (share: Share) => void
}

/** What is shared now, each with what tells it from the others, and its link as long as that is known here. */
export function OpenShares({ shares, links, onEnd }: OpenSharesProps) {
	const { t } = useTranslation('desk')
	const address = useReachableAddress()
	const textOf = (link: string | undefined) => link && address + new URL(link).pathname
	return (
		<ul className={styles['open']} aria-label={t('shares.open')}>
			{shares.map((share) => (
				<OpenShare key={share.id} share={share} link={textOf(links.get(share.id))} onEnd={() => onEnd(share)} />
			))}
		</ul>
	)
}

interface OpenShareProps {
	share: Share
	link: string | undefined
	onEnd: () => void
}

function OpenShare({ share: { title, authors, createdAt, until }, link, onEnd }: OpenShareProps) {
	const { t } = useTranslation('desk')
	const [isAsking, setAsking] = useState(false)
	const locale = useLocale()
	const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' })
	const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
	const id = useId()
	const facts = [
		t('shares.made', { when: moment.format(createdAt) }),
		t('shares.ends', { date: day.format(until) }),
		authors !== null && t(authors ? 'shares.named' : 'shares.unnamed'),
	]
	const about = <small id={isAsking ? undefined : id}>{facts.filter(Boolean).join(' · ')}</small>
	return (
		<li>
			<p>
				<span>{title}</span>
				{about}
			</p>
			<Button
				size="small"
				look="quiet"
				aria-label={t('shares.endNamed', { title })}
				aria-describedby={id}
				onClick={() => setAsking(true)}
			>
				{t('shares.end')}
			</Button>
			{link && <CopyField label={t('shares.link', { title })} hint={t('shares.once')} text={link} />}
			{isAsking && (
				<AskDialog
					title={t('shares.endNamed', { title })}
					action={t('shares.endNow')}
					onDo={onEnd}
					onClose={() => setAsking(false)}
				>
					{about}
					<p>{t('shares.endMore')}</p>
				</AskDialog>
			)}
		</li>
	)
}
