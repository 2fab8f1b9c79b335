import { type KeyboardEvent, type RefObject, useEffect } from 'react'
import { useCardResults } from '../../boardParts/search/useCardResults.tsx'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { useBoardPlace } from '../../navigation/BoardPlace.ts'
import { useAskedTexts } from '../../reading/useReading.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { zoomToCard } from '../viewport/camera.ts'
import styles from './search.module.css'

interface SearchBoxProps {
	field: RefObject<HTMLInputElement | null>
	/** Whether the results of other boards have room below the field. */
	hasRoom: boolean
}

/**
 * The search on the canvas: it searches on every keystroke; Enter and Shift+Enter step through the
 * results, Esc closes it. The results of the other boards are listed below; the arrow keys choose
 * among them (SEARCH1).
 */
export function SearchBox({ field, hasRoom }: SearchBoxProps) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { workshop, board, credentials } = useBoardPlace()
	const onSearch = (query: string) => search(editor, query)
	const others = useCardResults({ workshop, credentials, board, startsOpen: hasRoom, field, onSearch })
	useAskedTexts(useValue(boardUi(editor).content).cards)
	const { count, position, hasNewResults } = useValue('search', () => searchStatus(editor), [editor])
	useEffect(() => {
		if (hasNewResults) stepSearch(editor, 1)
	}, [editor, hasNewResults])

	const close = () => {
		endSearch(editor)
		editor.getContainer().focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		// Enter and Escape of an input method choose a character, and Enter may choose a result.
		if (isComposing(event) || event.defaultPrevented) return
		if (event.key === 'Escape') close()
		else if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
			stepSearch(editor, event.shiftKey ? -1 : 1)
		else return
		event.preventDefault()
	}
	const status = count === 0 ? t('search.noResults') : t('search.found', { at: position, count })
	return (
		<>
			<CanvasControls className={styles['search']} role="search" onKeyDown={onKeyDown}>
				<Icon name="search" size={18} />
				<input
					ref={field}
					type="text"
					{...others.fieldProps}
					aria-label={t('search.label')}
					placeholder={t('search.label')}
				/>
				<span role="status">{others.query.trim() !== '' && status}</span>
				<button
					type="button"
					title={`${t('search.previous')} (Shift Enter)`}
					aria-label={t('search.previous')}
					onClick={() => stepSearch(editor, -1)}
				>
					<Icon name="chevronUp" size={18} />
				</button>
				<button
					type="button"
					title={`${t('search.next')} (Enter)`}
					aria-label={t('search.next')}
					onClick={() => stepSearch(editor, 1)}
				>
					<Icon name="chevronDown" size={18} />
				</button>
				<button type="button" title={`${t('search.close')} (Esc)`} aria-label={t('search.close')} onClick={close}>
					<Icon name="close" size={16} />
				</button>
			</CanvasControls>
			{others.results && (
				<CanvasControls className={styles['others']} onKeyDown={onKeyDown}>
					{others.results}
				</CanvasControls>
			)}
		</>
	)
}

/** Opens the search box with an empty query. */
export function startSearch(editor: Editor): void {
	if (editor.getEditingShapeId()) editor.complete()
	boardUi(editor).search.active.set({ query: '', current: null })
}

/** Closes the search and selects the current result. */
export function endSearch(editor: Editor): void {
	const { active } = boardUi(editor).search
	const current = active.get()?.current
	active.set(null)
	if (current && editor.getShape(current) && editor.isIn('select')) editor.select(current)
}

/** Searches and shows the first result, unless the current one still matches. */
function search(editor: Editor, query: string): void {
	const { active, results } = boardUi(editor).search
	const before = active.get()?.current ?? null
	active.set({ query, current: before })
	const found = results.get()
	const current = before && found.includes(before) ? before : (found[0] ?? null)
	active.set({ query, current })
	if (current && current !== before) zoomToCard(editor, current)
}

/** Shows the next (1) or the previous (-1) result; wraps around at both ends. */
function stepSearch(editor: Editor, by: 1 | -1): void {
	const { active, results } = boardUi(editor).search
	const now = active.get()
	const found = results.get()
	if (!now || found.length === 0) return
	const position = now.current ? found.indexOf(now.current) : -1
	const next = position < 0 && by < 0 ? found.length - 1 : (position + by + found.length) % found.length
	const current = found[next] ?? null
	active.set({ ...now, current })
	if (current) zoomToCard(editor, current)
}

/**
 * Returns the state of the search. The `position` of the current result counts from 1; it is 0 when
 * the current card is gone. `hasNewResults` is true if the search had no result so far, and a
 * change of the board produced one.
 */
function searchStatus(editor: Editor): { count: number; position: number; hasNewResults: boolean } {
	const { active, results } = boardUi(editor).search
	const found = results.get()
	const current = active.get()?.current ?? null
	return {
		count: found.length,
		position: current ? found.indexOf(current) + 1 : 0,
		hasNewResults: current === null && found.length > 0,
	}
}

const HIGHLIGHT_MARGIN_PX = 5

/** A ring around the current search result. */
export function SearchHighlight() {
	const editor = useEditor()
	const rect = useValue('search highlight', () => highlightRect(editor), [editor])
	if (!rect) return null
	return <div className={styles['ring']} data-testid="search-ring" style={rect} />
}

/** Returns the rectangle of the current result in px of the canvas. */
function highlightRect(editor: Editor) {
	const current = boardUi(editor).search.active.get()?.current
	const bounds = current && editor.getShapePageBounds(current)
	if (!bounds) return null
	const zoom = editor.getZoomLevel()
	const { x, y } = editor.pageToViewport(bounds.point)
	return {
		left: x - HIGHLIGHT_MARGIN_PX,
		top: y - HIGHLIGHT_MARGIN_PX,
		width: bounds.w * zoom + 2 * HIGHLIGHT_MARGIN_PX,
		height: bounds.h * zoom + 2 * HIGHLIGHT_MARGIN_PX,
	}
}
