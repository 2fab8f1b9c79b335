import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { isComposing } from '../ui/isComposing.ts'
import styles from './palette.module.css'
import { findEntries, type PaletteEntry } from './paletteEntries.ts'

interface CommandPaletteProps {
	entries: readonly PaletteEntry[]
	onClose: () => void
}

/** A field that finds actions, cards, boards and people (the ARIA combobox pattern). */
export function CommandPalette({ entries, onClose }: CommandPaletteProps) {
	const { t } = useTranslation('board')
	const [typed, setTyped] = useState('')
	const [at, setAt] = useState(0)
	const listId = useId()
	const list = useRef<HTMLDivElement>(null)
	const found = useMemo(() => findEntries(entries, typed), [entries, typed])
	const current = found[Math.min(at, found.length - 1)]
	useEffect(() => {
		list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
	})
	const chosen = useRef<PaletteEntry | null>(null)
	useEffect(
		() => () => {
			// The dialog, whose cleanup follows this one, first returns the focus; then the entry may
			// move it.
			const entry = chosen.current
			if (entry) queueMicrotask(entry.run)
		},
		[],
	)
	const run = (entry: PaletteEntry) => {
		chosen.current = entry
		onClose()
	}
	const isEntering = useRef(false)
	const onKeyDown = (event: KeyboardEvent) => {
		// The arrows and Enter of an input method choose a character.
		if (isComposing(event)) return
		const last = found.length - 1
		const next = { ArrowDown: at >= last ? 0 : at + 1, ArrowUp: at <= 0 ? last : at - 1 }[event.key]
		if (next !== undefined) setAt(next)
		else if (event.key === 'Enter') isEntering.current = true
		else return
		event.preventDefault()
	}
	/**
	 * Runs the entry on keyup. If it ran on keydown, the keyup would reach the focused canvas, which
	 * would edit the selected card.
	 */
	const onKeyUp = (event: KeyboardEvent) => {
		if (event.key !== 'Enter' || !isEntering.current) return
		isEntering.current = false
		if (current) run(current)
	}
	return (
		<Dialog title={t('palette.title')} onClose={onClose}>
			<div className={styles['palette']}>
				<label className={styles['field']}>
					<Icon name="search" size={18} />
					<input
						// A dialog focuses the field with this attribute, which React does not write.
						ref={(input) => input?.setAttribute('autofocus', '')}
						type="search"
						role="combobox"
						aria-label={t('palette.label')}
						aria-expanded
						aria-controls={listId}
						aria-activedescendant={current ? `${listId} ${current.id}` : undefined}
						placeholder={t('palette.label')}
						autoComplete="off"
						spellCheck={false}
						value={typed}
						onChange={({ target }) => {
							setTyped(target.value)
							setAt(0)
						}}
						onKeyDown={onKeyDown}
						onKeyUp={onKeyUp}
					/>
				</label>
				<div ref={list} id={listId} className={styles['list']} role="listbox" aria-label={t('palette.title')}>
					{found.map((entry, index) => (
						<PaletteRow
							key={entry.id}
							id={`${listId} ${entry.id}`}
							entry={entry}
							isSelected={entry === current}
							startsSection={entry.section !== found[index - 1]?.section}
							onChoose={() => run(entry)}
						/>
					))}
				</div>
				<p role="status">{found.length === 0 && t('search.noResults')}</p>
			</div>
		</Dialog>
	)
}

interface PaletteRowProps {
	id: string
	entry: PaletteEntry
	isSelected: boolean
	startsSection: boolean
	onChoose: () => void
}

function PaletteRow({ id, entry, isSelected, startsSection, onChoose }: PaletteRowProps) {
	const { t } = useTranslation('board')
	return (
		<>
			{startsSection && (
				<b role="presentation" className={styles['section']}>
					{t(`palette.sections.${entry.section}`)}
				</b>
			)}
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard */}
			<div id={id} role="option" tabIndex={-1} aria-selected={isSelected} className={styles['row']} onClick={onChoose}>
				<Icon name={entry.icon} size={18} />
				<span className={styles['label']} dir="auto">
					{entry.label}
				</span>
				{entry.detail && <small dir="auto">{entry.detail}</small>}
				{entry.shortcut && <kbd>{entry.shortcut}</kbd>}
			</div>
		</>
	)
}
