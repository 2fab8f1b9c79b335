import type { ImportedBoard, ImportResult, SkippedEntry, WorkshopId } from '@charrette/shared'
import { useEffect, useRef } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import { boardPath } from '../workshop/paths.ts'
import type { ImportDialogProps } from './ImportDialog.tsx'
import styles from './import.module.css'

interface ImportResultProps extends Pick<ImportDialogProps, 'onClose'> {
	workshop: WorkshopId
	imported: ImportResult
	isBeside: boolean
	onShow: ImportDialogProps['onShow']
	onRemoveRecords: ImportDialogProps['onRemoveRecords']
	/** Takes the new boards away again. */
	onRemoveBoards: () => void
}

/** What came in, and what one may do with it now. */
export function ImportSummary({
	workshop,
	imported,
	isBeside,
	onShow,
	onRemoveRecords,
	onRemoveBoards,
	onClose,
}: ImportResultProps) {
	const { t } = useTranslation('import')
	const counts = useImportCounts(imported.boards)
	const words = useRef<HTMLParagraphElement>(null)
	useEffect(() => words.current?.focus(), [])
	const records = imported.boards.flatMap((board) => board.records)
	const choose = (act: ImportDialogProps['onShow']) => {
		onClose()
		act?.(records)
	}
	return (
		<div className={styles['steps']}>
			<p ref={words} className={styles['done']} tabIndex={-1} role="status">
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
					<Button variant="primary" onClick={() => choose(onShow)}>
						{t('show')}
					</Button>
				)}
				{(!isBeside || onRemoveRecords) && (
					<Button icon="undo" onClick={() => (isBeside ? choose(onRemoveRecords) : onRemoveBoards())}>
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

/** What of a file does not come in, or otherwise than it stands there: where, and why. */
export function SkippedList({ skipped, more }: { skipped: readonly SkippedEntry[]; more: number }) {
	const { t } = useTranslation('import')
	if (skipped.length === 0) return null
	return (
		<details className={styles['skipped']} open={skipped.length <= 5}>
			<summary>{t('skipped', { count: skipped.length + more })}</summary>
			<ul>
				{skipped.map((one, index) => (
					<li key={index}>
						<FilePosition {...one} /> {t(`reasons.${one.reason}`, { entry: one.entry ?? '' })}
					</li>
				))}
				{more > 0 && <li>{t('more', { count: more })}</li>}
			</ul>
		</details>
	)
}

/** The reasons whose words name the entry. */
const REASONS_NAMING_ENTRY: readonly SkippedEntry['reason'][] = [
	'unknown_kind',
	'unknown_category',
	'unknown_column',
	'too_much',
]

function FilePosition({ file, sheet, line, entry, reason }: SkippedEntry) {
	const { t } = useTranslation('import')
	const named = REASONS_NAMING_ENTRY.includes(reason) ? undefined : entry
	const parts = [file, sheet, line === undefined ? undefined : t('line', { line }), named].filter(Boolean)
	return parts.length > 0 && <b>{t('at', { place: parts.join(' · ') })}</b>
}

/** How much these boards hold, in words: `12 cards · 3 links`; what there is none of is left out. */
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
