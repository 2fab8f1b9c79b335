import { type CardShape, isCard, joinsOf, type Workshop } from '@charrette/shared'
import { useSyncExternalStore } from 'react'
import { useOpenDetails } from '../boardParts/detailsContext.ts'
import { takeApart } from '../boardParts/joinCards.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { useDisplayNames } from '../people/useDisplayNames.ts'
import { useReadText } from '../reading/useReading.tsx'
import type { BoardDocument } from '../sync/BoardDocument.ts'
import { type LiveBoard, useLiveBoard } from '../sync/observeBoard.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import styles from './details.module.css'

interface JoinedCardsProps {
	document: BoardDocument
	card: string
	workshop: Workshop
	/** Why they cannot be taken apart now; undefined if they can. */
	denied: string | undefined
}

/** The cards that are joined into a card (JOIN1), each with a way to its details. */
export function JoinedCards(props: JoinedCardsProps) {
	const live = useLiveBoard(props.document.records)
	return live && <Joined {...props} live={live} />
}

function Joined({ document, card, workshop, denied, live }: JoinedCardsProps & { live: LiveBoard }) {
	const { t } = useTranslation(['panels', 'board'])
	const showToast = useToast()
	useSyncExternalStore(live.version.subscribe, live.version.get)
	const joins = joinsOf(live.shown().get(card)).filter(isCard)
	if (joins.length === 0) return null
	const apart = () => {
		const undo = takeApart(document, live.shown(), card)
		if (undo) showToast(t('sorting.apart'), 'note', { label: t('board:tools.undo'), onChoose: undo })
	}
	return (
		<section className={styles['detail']}>
			<h3>{t('board:card.joined', { count: joins.length + 1 })}</h3>
			<ul className={styles['joined']}>
				{joins.map((one) => (
					<JoinedCard key={one.id} shape={one} workshop={workshop} />
				))}
			</ul>
			<Button disabled={denied !== undefined} title={denied} onClick={apart}>
				{t('sorting.takeApart')}
			</Button>
		</section>
	)
}

function JoinedCard({ shape, workshop }: { shape: CardShape; workshop: Workshop }) {
	const { id, props, meta } = shape
	const open = useOpenDetails()
	const names = useDisplayNames(workshop)
	const { text, lang } = useReadText(id, props.text)
	const name = typeof meta['author'] === 'string' ? names.get(meta['author']) : undefined
	return (
		<li>
			<Button variant="quiet" disabled={!open} onClick={() => open?.(id)}>
				<span dir="auto" lang={lang}>
					{text}
				</span>
				<small>{[name, props.city].filter(Boolean).join(' · ')}</small>
			</Button>
		</li>
	)
}
