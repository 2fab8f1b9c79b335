import { type BoardContent, plainText, projectsThreads } from '@charrette/shared'
import { lazy, Suspense, useLayoutEffect, useMemo, useSyncExternalStore } from 'react'
import { fetchChunk } from '../../connection/fetchChunk.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardPlace } from '../../navigation/BoardPlace.ts'
import { ThreadMark } from '../../threads/ThreadMark.tsx'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import { useEditor } from '../engine/editor.ts'
import { Box, type ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { SceneView } from '../scenes/SceneView.tsx'
import { type SceneLanguages, useScenes, useTranslatedScenes } from '../scenes/useScenes.ts'
import { DocumentButton, useDocumentCards } from './PresentedDocument.tsx'
import styles from './presentMode.module.css'

const PresentedThread = lazy(() =>
	fetchChunk(() => import('../../threads/FocusedThread.tsx').then((module) => ({ default: module.PresentedThread }))),
)

/** The smallest card text as a part of the height of the screen: 32 px of 1,080 lines. */
const MIN_TEXT_PART = 32 / 1080
/** People around a laptop can read this size (px); a phone is closer to the eyes. */
const MIN_TEXT_PX = { wide: 20, phone: 15 }
/** A phone is narrower, or lower on its side. */
const PHONE = { width: 700, height: 500 }

/** Returns the content to present: the board with its dots, or only the revealed cards of it. */
function usePresentedContent(isRevealed: boolean): BoardContent {
	const editor = useEditor()
	const { content, cards, presentation } = boardUi(editor)
	const board = useValue(content)
	const { dots, isVoting } = useValue(cards.voteResults)
	const area = useValue(presentation.revealedArea)
	return useMemo(() => {
		const isIn = ({ id }: { id: string }) => {
			if (!isRevealed || !area) return true
			const bounds = editor.getShapePageBounds(id as ShapeId)
			return bounds !== undefined && Box.From(area).containsPoint(bounds.center)
		}
		const cards = board.cards.filter(isIn).map(({ author, ...card }) => {
			const votes = isVoting ? undefined : dots.get(card.id)
			return votes ? { ...card, votes } : card
		})
		return { ...board, cards, images: board.images.filter(isIn) }
	}, [editor, board, dots, isVoting, area, isRevealed])
}

const readMinTextPx = () =>
	window.innerWidth < PHONE.width || window.innerHeight < PHONE.height
		? MIN_TEXT_PX.phone
		: Math.max(MIN_TEXT_PX.wide, window.innerHeight * MIN_TEXT_PART)

function onWindowResize(onChange: () => void): () => void {
	window.addEventListener('resize', onChange)
	return () => window.removeEventListener('resize', onChange)
}

/** Hides the board and its tools below the scenes. */
export function useHiddenBoard(): void {
	const editor = useEditor()
	useLayoutEffect(() => {
		const container = editor.getContainer()
		container.toggleAttribute('data-presenting', true)
		editor.selectNone()
		return () => void container.toggleAttribute('data-presenting', false)
	}, [editor])
}

export interface ScenesProps {
	languages: SceneLanguages
}

/** Lays out the open board in scenes; see `useScenes`. */
export function useBoardScenes({ texts }: SceneLanguages, isRevealed: boolean) {
	const minTextPx = useSyncExternalStore(onWindowResize, readMinTextPx)
	const content = usePresentedContent(isRevealed)
	const { board } = useBoardContext()
	return useScenes({ content, texts: useTranslatedScenes(texts, { board, content }), minTextPx })
}

interface PresentedSceneProps extends ScenesProps {
	laidOut: ReturnType<typeof useScenes>
	at: number
	/** The card in focus, whose thread is shown; null without one, and where none may be shown. */
	focus: string | null
	/** Puts a card into focus; missing for people who follow the presenter. */
	onFocus?: (card: string) => void
	/** Shows the document of a card; missing for people who follow the presenter. */
	onDocument?: (card: string) => void
}

/** A scene over the whole canvas, below its title. */
export function PresentedScene({
	languages: { unanswered, factsOf },
	laidOut: { ref, scenes, unit },
	at,
	focus,
	onFocus,
	onDocument,
}: PresentedSceneProps) {
	const { t } = useTranslation('board')
	const { board, workshop } = useBoardPlace()
	const hasThreads = projectsThreads(workshop, board)
	const title = useTitle(focus)
	const documents = useDocumentCards()
	const markOf = (card: string) => {
		const { document } = documents.get(card) ?? {}
		return (
			<>
				{hasThreads && onFocus && (
					<ThreadMark on={card} place="scene" tabIndex={0} isPressed={card === focus} onPress={() => onFocus(card)} />
				)}
				{onDocument && document && <DocumentButton document={document} onPress={() => onDocument(card)} />}
			</>
		)
	}
	const scene = scenes?.[at]
	return (
		<CanvasControls className={styles['area']} role="region" aria-label={t('present.bar')} data-presents="">
			<header>
				<h1 dir="auto">{scene?.titles.filter(Boolean).join(' · ')}</h1>
				{scene && factsOf(scene).map(({ language, text }) => <p key={language}>{text}</p>)}
			</header>
			<div className={styles['beside']}>
				<div ref={ref}>{scene && <SceneView {...{ scene, unit, unanswered, markOf }} />}</div>
				{hasThreads && focus !== null && (
					<Suspense fallback={null}>
						<PresentedThread card={focus} title={title} />
					</Suspense>
				)}
			</div>
		</CanvasControls>
	)
}

/** Returns the text of a card; '' without one. */
function useTitle(card: string | null): string {
	const editor = useEditor()
	const { cards } = useValue(boardUi(editor).content)
	return plainText(cards.find(({ id }) => id === card)?.text ?? '')
}
