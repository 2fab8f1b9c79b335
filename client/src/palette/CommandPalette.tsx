import { type HTMLAttributes, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { keyLabels } from '../ui/keyLabels.ts'
import { SearchField } from '../ui/SearchField.tsx'
import { useListbox } from '../ui/useListbox.ts'
import styles from './palette.module.css'
import { findEntries, type PaletteEntry } from './paletteEntries.ts'
import type { PaletteProps } from './usePalette.ts'

interface CommandPaletteProps extends PaletteProps {
	entries: readonly PaletteEntry[]
}

/** A field that finds actions, cards, boards and people (the ARIA combobox pattern). */
export function CommandPalette({ entries, typed: typedBefore, onClose }: CommandPaletteProps) {
	const { t } = useTranslation('board')
	const [typed, setTyped] = useState(typedBefore)
	const found = useMemo(() => findEntries(entries, typed), [entries, typed])
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
	const listbox = useListbox({
		label: t('palette.title'),
		options: found,
		isOpen: true,
		startsAtFirst: true,
		onChoose: run,
	})
	return (
		<Dialog title={t('palette.title')} onClose={onClose}>
			<div className={styles['palette']}>
				<SearchField
					// A dialog focuses the field with this attribute, which React does not write.
					ref={(input) => input?.setAttribute('autofocus', '')}
					{...listbox.fieldProps}
					label={t('palette.label')}
					value={typed}
					onChange={({ target }) => {
						setTyped(target.value)
						listbox.reset()
					}}
				/>
				<div {...listbox.listProps} className={styles['list']}>
					{found.map((entry, index) => (
						<PaletteRow
							key={entry.id}
							entry={entry}
							option={listbox.optionProps(entry, index)}
							startsSection={entry.section !== found[index - 1]?.section}
						/>
					))}
				</div>
				<p role="status">{found.length === 0 && t('search.noResults')}</p>
			</div>
		</Dialog>
	)
}

interface PaletteRowProps {
	entry: PaletteEntry
	option: HTMLAttributes<HTMLDivElement>
	startsSection: boolean
}

function PaletteRow({ entry, option, startsSection }: PaletteRowProps) {
	const { t } = useTranslation('board')
	return (
		<>
			{startsSection && (
				<b role="presentation" className={styles['section']}>
					{t(`palette.sections.${entry.section}`)}
				</b>
			)}
			<div {...option} className={styles['row']}>
				<Icon name={entry.icon} size={18} />
				<span className={styles['label']} dir="auto">
					{entry.label}
				</span>
				{entry.detail && <small dir="auto">{entry.detail}</small>}
				{entry.shortcut && <kbd>{keyLabels(entry.shortcut)}</kbd>}
			</div>
		</>
	)
}
