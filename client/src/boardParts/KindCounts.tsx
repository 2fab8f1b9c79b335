import { CARD_KINDS, type CardKind } from '@charrette/shared'
import { KindIcon } from '../ui/KindIcon.tsx'
import styles from './KindCounts.module.css'

interface KindCountsProps {
	cards: Readonly<Record<CardKind, number>>
	/** The names of the kinds, for screen readers. */
	names?: Readonly<Record<CardKind, string>>
}

/** The number of cards of each kind on a board. */
export function KindCounts({ cards, names }: KindCountsProps) {
	return (
		<span className={styles['counts']}>
			{CARD_KINDS.filter((kind) => cards[kind] > 0).map((kind) => (
				<b key={kind} data-kind={kind} title={names?.[kind]}>
					<KindIcon kind={kind} />
					{cards[kind]}
					{names && <span className="visuallyHidden">{names[kind]}</span>}
				</b>
			))}
		</span>
	)
}
