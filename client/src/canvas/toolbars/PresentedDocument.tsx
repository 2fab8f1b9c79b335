import { type CardDocument, type PresentedPage, plainText } from '@charrette/shared'
import { Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { LatePresentedPage } from '../../documents/LatePresentedPage.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import styles from './presentMode.module.css'

/** A card with a document. */
export interface DocumentCard {
	title: string
	city: string
	document: CardDocument
}

/** Returns the cards of the board that have a document, by id. */
export function useDocumentCards(): ReadonlyMap<string, DocumentCard> {
	const { cards } = useValue(boardUi(useEditor()).content)
	return useMemo(
		() =>
			new Map(
				cards.flatMap(({ id, text, city, document }): [string, DocumentCard][] =>
					document ? [[id, { title: plainText(text), city, document }]] : [],
				),
			),
		[cards],
	)
}

/**
 * Returns the page that this person presents over the scene (CASE7), with its card and the number
 * of pages; `document` is null if the card is gone. It ends with the component.
 */
export function usePages() {
	const presented = boardUi(useEditor()).presentation.page
	const cards = useDocumentCards()
	const shown = useValue(presented)
	const document = cards.get(shown?.card ?? '') ?? null
	const [found, setFound] = useState(0)
	const count = found || (document?.document.pages ?? shown?.number ?? 0)
	const turn = useCallback(
		(by: 1 | -1) => {
			const was = presented.get()
			if (was) presented.set({ ...was, number: Math.max(1, Math.min(was.number + by, count)) })
		},
		[presented, count],
	)
	const show = useCallback(
		(card: string | null) => {
			setFound(0)
			presented.set(card === null ? null : { card, number: cards.get(card)?.document.page ?? 1 })
		},
		[presented, cards],
	)
	useEffect(() => () => void presented.set(null), [presented])
	return { page: document && shown, document, count, turn, show, onCount: setFound }
}

/** Shows the document of a card in the presentation, or leaves it. */
export function DocumentButton(props: { document: CardDocument; isPressed?: boolean; onPress: () => void }) {
	const { document, isPressed, onPress } = props
	const { t } = useTranslation('board')
	const { name, page } = document
	const label = t(page ? 'document.openPage' : 'document.open', { name, page: page ?? 1 })
	return (
		<button
			type="button"
			className={joinClasses(!isPressed && styles['document'])}
			title={label}
			aria-label={label}
			aria-pressed={isPressed}
			onClick={onPress}
		>
			<Icon name="open" size={20} />
		</button>
	)
}

interface PresentedDocumentProps {
	card: DocumentCard
	/** The page, from 1 on. */
	number: PresentedPage['number']
	/** Called with the number of pages. */
	onCount: (count: number) => void
}

/** A page of a document over the whole canvas, below its title and city. */
export function PresentedDocument({ card: { title, city, document }, number, onCount }: PresentedDocumentProps) {
	const { t } = useTranslation('board')
	return (
		<CanvasControls className={styles['area']} role="region" aria-label={t('present.bar')} data-presents="">
			<header data-document="">
				<h1 dir="auto">{title}</h1>
				{city && <p>{city}</p>}
			</header>
			<Suspense fallback={null}>
				<LatePresentedPage
					key={document.path}
					path={document.path}
					name={document.name}
					number={number}
					onCount={onCount}
				/>
			</Suspense>
		</CanvasControls>
	)
}
