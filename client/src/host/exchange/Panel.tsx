import type { PracticeId } from '@charrette/shared'
import { type ReactNode, useId, useState } from 'react'
import { serverPath } from '../../connection/basePath.ts'
import { joinParts } from '../../i18n/listText.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Button } from '../../ui/Button.tsx'
import styles from './exchange.module.css'

/** Rows of a list before the others are shown. */
const SHOWN = 8

interface PanelProps {
	title: string
	count: number
	/** What the panel is for, or that it is empty. */
	lead?: string
	children?: ReactNode
}

/** A list of the host's exchange, with its title and their number. */
export function Panel({ title, count, lead, children }: PanelProps) {
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
export function Rows({ children }: { children: readonly ReactNode[] }) {
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

/** A title with details, and buttons beside them. */
export function Row({ title, details, children }: RowProps) {
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

/** A link to the practice in another tab, where its images and versions are. */
export function ReadLink({ practice, children }: { practice: PracticeId; children: ReactNode }) {
	return (
		<a href={serverPath(`/exchange/${practice}`)} target="_blank" rel="noopener">
			{children}
		</a>
	)
}
