import { countFilterValues, isOnlyMark } from '@charrette/shared'
import { useEffect, useRef, useState } from 'react'
import { fetchChunkOnce } from '../../connection/fetchChunk.ts'
import { useTranslation } from '../../i18n/useTranslation.ts'
import { Icon } from '../../ui/Icon.tsx'
import { isComposing } from '../../ui/isComposing.ts'
import { keyLabels } from '../../ui/keyLabels.ts'
import { useCover } from '../../ui/useCover.ts'
import { useLateComponent } from '../../ui/useLateComponent.ts'
import { useBoardContext } from '../BoardContext.ts'
import { boardUi } from '../boardUi.ts'
import { CanvasControls, isKeyboardTaken } from '../CanvasControls.tsx'
import { type Editor, useEditor } from '../engine/editor.ts'
import { useValue } from '../engine/signals.ts'
import { BoardFilterSummary, FilterPanel } from '../search/FilterPanel.tsx'
import { endSearch, SearchBox, SearchHighlight, startSearch } from '../search/SearchBox.tsx'
import styles from '../search/search.module.css'
import { TidyMenu } from '../tidy/TidyMenu.tsx'

const loadCityCounts = async () => (await fetchChunkOnce(() => import('../search/CityCounts.tsx'))).CityCounts

/**
 * The buttons for search, filter and tidying up, with the search box and filter panel below them.
 */
export function SearchToolbar() {
	const editor = useEditor()
	const { t } = useTranslation('board')
	const { canEdit } = useBoardContext()
	const [isFilterOpen, setFilterOpen] = useState(false)
	const isSearching = useValue('is searching', () => boardUi(editor).search.active.get() !== null, [editor])
	const hasFilter = useValue('is filtering', () => countFilterValues(boardUi(editor).search.filter.get()) > 0, [editor])
	const isLensOn = useValue('is lens on', () => isOnlyMark(boardUi(editor).search.filter.get(), 'open'), [editor])
	const CityCounts = useLateComponent(isLensOn, loadCityCounts)
	const field = useRef<HTMLInputElement>(null)
	const filterButton = useRef<HTMLButtonElement>(null)
	const column = useRef<HTMLDivElement>(null)
	useCover(column, 'panel')
	useSearchKey(field)

	useEffect(() => {
		if (isSearching) field.current?.focus()
	}, [isSearching])
	const toggleSearch = () => {
		if (isSearching) endSearch(editor)
		else startSearch(editor)
	}
	return (
		<>
			<SearchHighlight />
			{isLensOn && CityCounts && <CityCounts />}
			<CanvasControls className={styles['bar']} covers="corner" role="toolbar" aria-label={t('search.bar')}>
				<button
					type="button"
					title={`${t('search.search')} (${keyLabels('Ctrl F')}, /)`}
					aria-label={t('search.search')}
					aria-pressed={isSearching}
					onClick={toggleSearch}
				>
					<Icon name="search" size={18} />
				</button>
				<button
					ref={filterButton}
					type="button"
					title={t('filter.open')}
					aria-label={t('filter.open')}
					aria-expanded={isFilterOpen}
					data-on={hasFilter || undefined}
					onClick={() => setFilterOpen(!isFilterOpen)}
				>
					<Icon name="filter" size={18} />
				</button>
				{canEdit && <TidyMenu />}
			</CanvasControls>
			<div ref={column} className={styles['column']} data-search-column="">
				{isSearching && <SearchBox field={field} hasRoom={!isFilterOpen} />}
				{isFilterOpen && (
					<FilterPanel
						onClose={() => {
							setFilterOpen(false)
							filterButton.current?.focus()
						}}
					/>
				)}
				{!isFilterOpen && !isSearching && hasFilter && (
					<CanvasControls className={styles['chip']}>
						<BoardFilterSummary />
					</CanvasControls>
				)}
			</div>
		</>
	)
}

/**
 * Returns whether a key opens the search: Ctrl or Cmd + F anywhere, or / outside of text fields. On
 * some keyboards / needs Shift.
 */
function isSearchKey(editor: Editor, event: KeyboardEvent): boolean {
	const { key, ctrlKey, metaKey, altKey, shiftKey } = event
	if (altKey) return false
	if (ctrlKey || metaKey) return !shiftKey && key.toLowerCase() === 'f'
	return key === '/' && !isKeyboardTaken() && editor.getEditingShapeId() === null
}

/**
 * Makes Ctrl or Cmd + F, or /, search the board: the browser's search does not find cards outside
 * the viewport.
 */
function useSearchKey(field: { current: HTMLInputElement | null }): void {
	const editor = useEditor()
	useEffect(() => {
		const onKeyDown = (event: KeyboardEvent) => {
			if (!isSearchKey(editor, event) || isComposing(event) || editor.menus.hasAnyOpenMenus()) return
			event.preventDefault()
			event.stopPropagation()
			if (boardUi(editor).search.active.get() === null) startSearch(editor)
			field.current?.select()
			field.current?.focus()
		}
		window.addEventListener('keydown', onKeyDown, { capture: true })
		return () => window.removeEventListener('keydown', onKeyDown, { capture: true })
	}, [editor, field])
}
