import { useEditor, useValue } from '@tldraw/tldraw'
import { type KeyboardEvent, type Ref, useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { Chrome } from '../Chrome.tsx'
import { endSearch, search, searchOf, searchResults, stepSearch } from './boardSearch.ts'
import styles from './search.module.css'

/** Search in the board: finds while one types, Enter goes on, Shift+Enter back, Esc ends it where it led to. */
export function SearchBox({ field }: { field: Ref<HTMLInputElement> }) {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const [text, setText] = useState('')
	const { count, at, isUnled } = useValue('search', () => searchStatus(editor), [editor])
	useEffect(() => {
		if (isUnled) stepSearch(editor, 1)
	}, [editor, isUnled])

	const end = () => {
		endSearch(editor)
		editor.getContainer().focus()
	}
	const onKeyDown = (event: KeyboardEvent) => {
		// An input method's own Enter and Escape choose a character.
		if (event.nativeEvent.isComposing || event.keyCode === 229) return
		if (event.key === 'Escape') end()
		else if (event.key === 'Enter' && event.target instanceof HTMLInputElement)
			stepSearch(editor, event.shiftKey ? -1 : 1)
		else return
		event.preventDefault()
	}
	const found = count === 0 ? t('see.nothingFound') : t('see.found', { at, count })
	return (
		<Chrome className={styles['search']} role="search" onKeyDown={onKeyDown}>
			<Icon name="search" size={18} />
			<input
				ref={field}
				type="text"
				value={text}
				aria-label={t('see.searchLabel')}
				placeholder={t('see.searchLabel')}
				autoComplete="off"
				spellCheck={false}
				onChange={({ target, nativeEvent }) => {
					setText(target.value)
					if (!(nativeEvent instanceof InputEvent && nativeEvent.isComposing)) search(editor, target.value)
				}}
				onCompositionEnd={({ currentTarget }) => search(editor, currentTarget.value)}
			/>
			<span role="status">{text.trim() !== '' && found}</span>
			<button
				type="button"
				title={`${t('see.previous')} (Shift Enter)`}
				aria-label={t('see.previous')}
				onClick={() => stepSearch(editor, -1)}
			>
				<Icon name="chevronUp" size={18} />
			</button>
			<button
				type="button"
				title={`${t('see.next')} (Enter)`}
				aria-label={t('see.next')}
				onClick={() => stepSearch(editor, 1)}
			>
				<Icon name="chevronDown" size={18} />
			</button>
			<button type="button" title={`${t('see.endSearch')} (Esc)`} aria-label={t('see.endSearch')} onClick={end}>
				<Icon name="close" size={16} />
			</button>
		</Chrome>
	)
}

/**
 * Which of how many is shown: from 1 on, 0 when the one that was shown is gone. `isUnled`: something was found, after all,
 * when it came to the board, and nothing was shown before.
 */
function searchStatus(editor: ReturnType<typeof useEditor>): { count: number; at: number; isUnled: boolean } {
	const found = searchResults(editor)
	const current = searchOf(editor).get()?.current ?? null
	return {
		count: found.length,
		at: current ? found.indexOf(current) + 1 : 0,
		isUnled: current === null && found.length > 0,
	}
}

const HIGHLIGHT_MARGIN_PX = 5

/** A ring around the card to which the search has led. */
export function SearchHighlight() {
	const editor = useEditor()
	const place = useValue('search ring', () => highlightRect(editor), [editor])
	if (!place) return null
	return <div className={styles['ring']} data-testid="search-ring" style={place} />
}

/** In px of the canvas. */
function highlightRect(editor: ReturnType<typeof useEditor>) {
	const current = searchOf(editor).get()?.current
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
