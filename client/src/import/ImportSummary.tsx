import type { ImportedBoard, ImportResult, SkippedEntry, WorkshopId } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { boardPath } from '../navigation/paths.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './import.module.css'

type RecordsAction = (records: readonly string[]) => void

interface ImportSummaryProps {
	workshop: WorkshopId
	imported: ImportResult
	/** Whether the cards were added to the open board instead of new boards. */
	isBeside: boolean
	/** Shows imported records, in views that support it. */
	onShow: RecordsAction | undefined
	/** Deletes imported records from the board. */
	onRemoveRecords: RecordsAction | undefined
	/** Removes the new boards. */
	onRemoveBoards: () => void
	onClose: () => void
}

/**
 * The last step: the counts of the imported records, with buttons that show them or undo the
 * import.
 */
export function ImportSummary({
	workshop,
	imported,
	isBeside,
	onShow,
	onRemoveRecords,
	onRemoveBoards,
	onClose,
}: ImportSummaryProps) {
	const { t } = useTranslation('import')
	const counts = useImportCounts(imported.boards)
	const summary = useRef<HTMLParagraphElement>(null)
	useEffect(() => summary.current?.focus(), [])
	const records = imported.boards.flatMap((board) => board.records)
	const closeAnd = (action: RecordsAction | undefined) => {
		onClose()
		action?.(records)
	}
	return (
		<div className={styles['steps']}>
			<p ref={summary} className={styles['done']} tabIndex={-1} role="status">
				<Icon name="check" size={20} /> {t(isBeside ? 'importedHere' : 'importedToSession', { what: counts })}
			</p>
			<SkippedList skipped={imported.skipped} more={imported.more} />
			{!isBeside && (
				<ul className={styles['boards']}>
					{imported.boards.map(({ id, title }) => (
						<li key={id}>
							<LinkButton href={boardPath(workshop, id, 'facilitator')} size="small" icon="open">
								{title}
							</LinkButton>
						</li>
					))}
				</ul>
			)}
			<div className={styles['actions']}>
				{isBeside && onShow && (
					<Button variant="primary" onClick={() => closeAnd(onShow)}>
						{t('show')}
					</Button>
				)}
				{(!isBeside || onRemoveRecords) && (
					<Button icon="undo" onClick={() => (isBeside ? closeAnd(onRemoveRecords) : onRemoveBoards())}>
						{t('undo')}
					</Button>
				)}
				<Button variant="quiet" onClick={onClose}>
					{t('done')}
				</Button>
			</div>
		</div>
	)
}

/** The entries of a file that were skipped or changed, with their positions and the reasons. */
export function SkippedList({ skipped, more }: { skipped: readonly SkippedEntry[]; more: number }) {
	const { t } = useTranslation('import')
	if (skipped.length === 0) return null
	return (
		<details className={styles['skipped']} open={skipped.length <= 5}>
			<summary>{t('skipped', { count: skipped.length + more })}</summary>
			<ul>
				{skipped.map((entry, index) => (
					<li key={index}>
						<FilePosition {...entry} /> {t(`reasons.${entry.reason}`, { entry: entry.entry ?? '' })}
					</li>
				))}
				{more > 0 && <li>{t('more', { count: more })}</li>}
			</ul>
		</details>
	)
}

/** The reasons whose text already names the entry. */
const REASONS_NAMING_ENTRY: readonly SkippedEntry['reason'][] = [
	'unknown_kind',
	'unknown_category',
	'unknown_column',
	'too_much',
	'above_head',
	'formula_without_result',
	'label_lost',
	'hidden_row',
	'single_cell',
	'comment_left_out',
	'address_left_out',
	'image_left_out',
	'property_left_out',
	'detail_left_out',
	'content_left_out',
]

function FilePosition({ file, sheet, line, entry, reason }: SkippedEntry) {
	const { t } = useTranslation('import')
	const named = REASONS_NAMING_ENTRY.includes(reason) ? undefined : entry
	const parts = [file, sheet, line === undefined ? undefined : t('line', { line }), named].filter(Boolean)
	return parts.length > 0 && <b>{t('at', { place: parts.join(' · ') })}</b>
}

/**
 * Returns the content of boards as a text such as `12 cards · 3 links`. Leaves out zeros, except
 * for cards.
 */
export function useImportCounts(boards: readonly ImportedBoard[]): string {
	const { t } = useTranslation('import')
	const sum = (what: 'cards' | 'links' | 'clusters' | 'images') =>
		boards.reduce((total, board) => total + board[what], 0)
	const counts = (['cards', 'links', 'clusters', 'images'] as const)
		.map((what) => ({ what, count: sum(what) }))
		.filter(({ what, count }) => count > 0 || what === 'cards')
		.map(({ what, count }) => t(what, { count }))
	return [...(boards.length > 1 ? [t('boards', { count: boards.length })] : []), ...counts].join(' · ')
}
