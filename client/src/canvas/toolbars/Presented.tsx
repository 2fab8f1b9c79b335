import type { PresentedPage } from '@charrette/shared'
import { useCallback, useEffect, useState } from 'react'
import { useLanguage, useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { joinClasses } from '../../ui/joinClasses.ts'
import { KEY_STEPS } from '../../ui/keySteps.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, isKeyboardTaken } from '../CanvasControls.tsx'
import floating from '../canvasControls.module.css'
import { useEditor } from '../engine/editor.ts'
import type { ShapeId } from '../engine/shapes.ts'
import { useValue } from '../engine/signals.ts'
import { findScene } from '../scenes/layOutScenes.ts'
import { useSceneLanguages } from '../scenes/useScenes.ts'
import {
	DocumentButton,
	type DocumentCard,
	PresentedDocument,
	useDocumentCards,
	usePages,
} from './PresentedDocument.tsx'
import { PresentedScene, type ScenesProps, useBoardScenes, useHiddenBoard } from './PresentedScene.tsx'
import styles from './presentMode.module.css'

/** What the followed person presents. */
export interface Followed {
	/** The first card of the scene; null if a document is presented in the reader. */
	scene: string | null
	/** The card in focus. */
	focus: string | null
	page: PresentedPage | null
}

interface PresentedProps {
	/** What this person presents; null for nothing. */
	presenting: 'board' | 'revealed' | null
	/** What the followed person presents (`Followed`), as JSON; null if there is nothing. */
	followed: string | null
}

/** What this person presents, or the scene of the presenter whom they follow. */
export function Presented({ presenting, followed }: PresentedProps) {
	const languages = useSceneLanguages([useLanguage()])
	if (!languages) return null
	if (presenting) return <Presentation key={presenting} languages={languages} isRevealed={presenting === 'revealed'} />
	if (followed === null) return null
	return <FollowedScene languages={languages} {...(JSON.parse(followed) as Followed)} />
}

/** The scene that the followed person presents, or the page of a document. */
function FollowedScene({ languages, scene, focus, page }: ScenesProps & Followed) {
	const laidOut = useBoardScenes(languages, false)
	const card = useDocumentCards().get(page?.card ?? '')
	if (page && card) return <FollowedPage card={card} number={page.number} />
	if (scene === null) return null
	return <FollowedBoard {...{ languages, laidOut, focus }} at={findScene(laidOut.scenes ?? [], scene)} />
}

function FollowedBoard(props: Parameters<typeof PresentedScene>[0]) {
	useHiddenBoard()
	return <PresentedScene {...props} />
}

const noCount = () => {}

function FollowedPage(props: { card: DocumentCard; number: number }) {
	useHiddenBoard()
	return <PresentedDocument {...props} onCount={noCount} />
}

function Presentation({ languages, isRevealed }: ScenesProps & { isRevealed: boolean }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const laidOut = useBoardScenes(languages, isRevealed)
	const [at, setAt] = useState(0)
	const count = laidOut.scenes?.length ?? 0
	const shown = Math.max(0, Math.min(at, count - 1))
	const scene = laidOut.scenes?.[shown]
	const { page, document, count: pages, turn, show, onCount } = usePages()
	const end = useCallback(() => boardUi(editor).presentation.presenting.set(null), [editor])
	const focus = useValue('card in focus', () => editor.getOnlySelectedShapeId(), [editor])
	const step = useCallback(
		(by: 1 | -1) => {
			if (page) return turn(by)
			editor.selectNone()
			setAt(Math.max(0, Math.min(shown + by, count - 1)))
		},
		[editor, shown, count, page, turn],
	)
	// The selection is what others see of the card in focus.
	const toggleFocus = (card: string) => editor.setSelectedShapes(card === focus ? [] : [card as ShapeId])
	useHiddenBoard()
	const leave = useCallback(() => (page ? show(null) : end()), [page, show, end])
	useSteps(step, leave)
	useEffect(() => {
		boardUi(editor).presentation.scene.set(scene?.id ?? null)
	}, [editor, scene])
	useEffect(() => () => void boardUi(editor).presentation.scene.set(null), [editor])

	const [index, of] = page ? [page.number - 1, pages] : [shown, count]
	const steps = [
		{ by: -1, icon: 'arrowLeft', label: t(page ? 'present.previousPage' : 'present.previous'), isEnd: index === 0 },
		{ by: 1, icon: 'arrowRight', label: t(page ? 'present.nextPage' : 'present.next'), isEnd: index >= of - 1 },
	] as const
	const [previous, next] = steps.map(({ by, icon, label, isEnd }) => (
		<button key={by} type="button" title={label} aria-label={label} aria-disabled={isEnd} onClick={() => step(by)}>
			<Icon name={icon} size={20} />
		</button>
	))
	return (
		<>
			{page && document ? (
				<PresentedDocument card={document} number={page.number} onCount={onCount} />
			) : (
				<PresentedScene {...{ languages, laidOut, focus }} at={shown} onFocus={toggleFocus} onDocument={show} />
			)}
			<CanvasControls
				className={joinClasses(floating['float'], floating['buttons'], styles['bar'])}
				covers="footer"
				role="group"
				aria-label={t('present.bar')}
				data-presents=""
			>
				{previous}
				<p role="status">
					<b>{t('present.position', { at: of === 0 ? 0 : index + 1, count: of })}</b>
					<span className="visuallyHidden">
						{document ? document.title : scene?.titles.filter(Boolean).join(' · ')}
					</span>
				</p>
				{next}
				{document && <DocumentButton document={document.document} isPressed onPress={() => show(null)} />}
				<button type="button" title={`${t('present.end')} (Esc)`} aria-label={t('present.end')} onClick={end}>
					<Icon name="close" size={20} />
				</button>
			</CanvasControls>
		</>
	)
}

/** Steps by the keys of a presenter's remote and the arrow keys; Esc ends the presentation. */
function useSteps(step: (by: 1 | -1) => void, end: () => void): void {
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (event.altKey || event.ctrlKey || event.metaKey || isKeyboardTaken()) return
			const by = KEY_STEPS[event.key]
			if (!by && event.key !== 'Escape') return
			event.preventDefault()
			event.stopImmediatePropagation()
			if (by) step(by)
			else end()
		}
		window.addEventListener('keydown', onKeyDown, true)
		return () => window.removeEventListener('keydown', onKeyDown, true)
	}, [step, end])
}
