import {
	type BoardContent,
	type BoardId,
	CARD_KINDS,
	type CardKind,
	currentSession,
	findBoard,
	type Workshop,
} from '@charrette/shared'
import { type ReactNode, useEffect, useMemo } from 'react'
import { KindCounts } from '../../boardParts/KindCounts.tsx'
import { useBoardContents } from '../../boardParts/useBoardContents.ts'
import type { Credentials } from '../../connection/credentials.ts'
import { createObservable, type Observable } from '../../connection/observable.ts'
import type { Digests } from '../../connection/useWorkshop.ts'
import styles from './ComparedBoard.module.css'
import { SceneView } from './SceneView.tsx'
import { type SceneLanguages, useScenes, useTranslatedScenes } from './useScenes.ts'

interface ComparedBoardProps {
	credentials: Credentials
	workshop: Workshop
	board: BoardId
	/** The digests of the running session, if the page receives them. */
	live: Observable<Digests> | null
	languages: SceneLanguages
	/** The size of the smallest card text, in px. */
	minTextPx: number
	/** The index of the scene to show; an index beyond the last scene shows the last. */
	at: number
	/** Called with the number of scenes, when it changes. */
	onCount: (board: BoardId, count: number) => void
	title: ReactNode
	/** The place for the position among the scenes; only called if there are several. */
	position: (position: { at: number; count: number }) => ReactNode
	/** The text of a board without cards. */
	empty: ReactNode
}

/** One of two boards that are compared: its title and counts, and one of its scenes (HAND4). */
export function ComparedBoard(props: ComparedBoardProps) {
	const { credentials, workshop, board, live, title } = props
	const found = findBoard(workshop, board)
	const isLive = live !== null && found?.session.id === currentSession(workshop)?.id
	const contents = useBoardContents(credentials, found ? [found.board] : [], { digests: live ?? NO_DIGESTS, isLive })
	const content = contents.get(board)
	if (!found) return null
	return (
		<section className={styles['board']} aria-label={`${found.board.title} · ${found.session.title}`}>
			{title}
			{content && <ComparedContent {...props} content={content} />}
		</section>
	)
}

const NO_DIGESTS = createObservable<Digests>(new Map())

function ComparedContent(props: ComparedBoardProps & { content: BoardContent }) {
	const { board, content, languages, minTextPx, at, onCount, position, empty } = props
	const unnamed = useMemo(() => withoutAuthors(content), [content])
	const texts = useTranslatedScenes(languages.texts, { board, content: unnamed })
	const { ref, scenes, unit } = useScenes({ content: unnamed, texts, minTextPx })
	const count = scenes?.length ?? 0
	const shown = Math.min(at, count - 1)
	const scene = scenes?.[shown]
	const titles = scene?.titles.filter(Boolean).join(' · ')
	useEffect(() => {
		if (scenes) onCount(board, count)
	}, [scenes, board, count, onCount])
	return (
		<>
			<p className={styles['counts']}>
				<KindCounts cards={countKinds(content)} names={languages.texts.kinds} />
				{count > 1 && position({ at: shown, count })}
			</p>
			<p className={styles['part']}>
				{titles && <b dir="auto">{titles}</b>}
				{scene &&
					languages.factsOf(scene).map(({ language, text }) => (
						<span key={language} lang={language}>
							{text}
						</span>
					))}
			</p>
			<div ref={ref} className={styles['area']}>
				{scene ? <SceneView scene={scene} unit={unit} unanswered={languages.unanswered} /> : scenes && empty}
			</div>
		</>
	)
}

function withoutAuthors(content: BoardContent): BoardContent {
	return { ...content, cards: content.cards.map(({ author: _, ...card }) => card) }
}

function countKinds({ cards }: BoardContent): Record<CardKind, number> {
	const counts = CARD_KINDS.map((kind): [CardKind, number] => [kind, cards.filter((card) => card.kind === kind).length])
	return Object.fromEntries(counts) as Record<CardKind, number>
}
