import type { Records } from '@charrette/shared'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { resultDots } from '../vote/voteState.ts'
import { ExportOptions } from './ExportOptions.tsx'
import styles from './export.module.css'
import { type ExportProgress, type ExportSource, fetchBoardSource, useExportJob } from './exportBoard.ts'
import {
	DEFAULT_RENDER_OPTIONS,
	EXPORT_FORMATS,
	type FormatDefinition,
	PURPOSES,
	type RenderOptions,
} from './exportFormats.ts'
import { usualPaper } from './pdf/paper.ts'

interface ExportDialogProps {
	source: ExportSource
	/** Ids of the selected shapes. */
	selection: readonly string[]
	/** Whether the dialog opens with only the selection chosen. */
	startsWithSelection?: boolean
	/** Whether the member is in private writing: their private cards are not exported. */
	isPrivate?: boolean
	onClose: () => void
}

/** The dialog that exports a board: the format, its options, and the progress. */
export function ExportDialog(props: ExportDialogProps) {
	const { source, selection, startsWithSelection = false, isPrivate = false, onClose } = props
	const { t } = useTranslation('board')
	const [format, setFormat] = useState<FormatDefinition>(EXPORT_FORMATS.view[0] as FormatDefinition)
	const [options, setOptions] = useState<RenderOptions>({
		...DEFAULT_RENDER_OPTIONS,
		cards: { ...DEFAULT_RENDER_OPTIONS.cards, paper: usualPaper(navigator.language) },
		...(startsWithSelection && selection.length > 0 && { selection }),
	})
	const { start, progress, failure } = useExportJob(source, onClose)
	return (
		<Dialog title={t('topBar.export')} isBusy={progress !== null} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					void start(format, options)
				}}
			>
				<fieldset className={styles['formats']} disabled={progress !== null} aria-label={t('export.format')}>
					{PURPOSES.map((purpose) => (
						<section key={purpose} aria-label={t(`export.purposes.${purpose}`)}>
							<h3>{t(`export.purposes.${purpose}`)}</h3>
							{EXPORT_FORMATS[purpose].map((choice) => (
								<FormatChoice
									key={choice.id}
									format={choice}
									isChosen={choice.id === format.id}
									onChoose={() => setFormat(choice)}
								/>
							))}
						</section>
					))}
				</fieldset>
				<ExportOptions
					format={format}
					options={options}
					selection={selection}
					isAnonymous={source.workshop.isAnonymous}
					isBusy={progress !== null}
					onChange={setOptions}
				/>
				{isPrivate && <p className={styles['privateNote']}>{t('export.privateCards')}</p>}
				<div className={styles['footer']}>
					{failure && <p role="alert">{failure}</p>}
					{progress ? (
						<Progress progress={progress} isRendered={format.by === 'browser'} />
					) : (
						<Button type="submit" variant="primary" icon="download">
							{t('export.export', { format: format.name })}
						</Button>
					)}
				</div>
			</form>
		</Dialog>
	)
}

interface FormatChoiceProps {
	format: FormatDefinition
	isChosen: boolean
	onChoose: () => void
}

function FormatChoice({ format: { id, name }, isChosen, onChoose }: FormatChoiceProps) {
	const { t } = useTranslation('board')
	return (
		<label className={styles['format']}>
			<input type="radio" name="format" value={id} checked={isChosen} onChange={onChoose} />
			<b>{name}</b>
			<span>{t(`export.formats.${id}`)}</span>
		</label>
	)
}

/** The progress of the export, with a button that cancels it. */
function Progress({ progress: { done, all, cancel }, isRendered }: { progress: ExportProgress; isRendered: boolean }) {
	const { t } = useTranslation('board')
	return (
		<div className={styles['progress']}>
			<span role="status">{t(isRendered ? 'export.rendering' : 'export.creating')}</span>
			<progress aria-label={t('export.progress')} {...(all > 1 ? { value: done, max: all } : {})} />
			<Button onClick={cancel}>{t('export.cancel')}</Button>
		</div>
	)
}

const NO_DOTS: ReadonlyMap<string, number> = new Map()

/**
 * Returns the items of the export menu, which are an immediate PNG export and the dialog with all
 * formats, and the dialog itself, which the caller renders. `records` are those of the open board;
 * null while the member is in private writing, since the document then open is not exported.
 */
export function useExportMenu(
	{ records, ...board }: Omit<ExportSource, 'read'> & { records: Records | null },
	selection: () => readonly string[],
): { items: MenuItem[]; dialog: ReactNode; exportSelection: () => void } {
	const { t } = useTranslation('board')
	const vote = useVoteState()
	const dots = vote ? resultDots(vote) : NO_DOTS
	const source: ExportSource = {
		...board,
		read: (locale) => (records ? { records, dots } : fetchBoardSource(board.credentials, board.board, locale)),
	}
	const showToast = useToast()
	const [dialogSelection, setDialogSelection] = useState<readonly string[] | null>(null)
	const [startsWithSelection, setStartsWithSelection] = useState(false)
	const { start, failure } = useExportJob(source, () => {})
	useEffect(() => {
		if (failure) showToast(failure, 'error')
	}, [failure, showToast])
	const open = (startsWith: boolean) => {
		setStartsWithSelection(startsWith)
		setDialogSelection(records ? selection() : [])
	}
	const png = EXPORT_FORMATS.view.find(({ id }) => id === 'png')
	return {
		items: [
			{
				label: t('export.quick'),
				onChoose: () => {
					showToast(t('export.rendering'))
					if (png) void start(png, DEFAULT_RENDER_OPTIONS)
				},
			},
			{ label: t('export.choose'), onChoose: () => open(false) },
		],
		dialog: dialogSelection && (
			<ExportDialog
				source={source}
				selection={dialogSelection}
				startsWithSelection={startsWithSelection}
				isPrivate={records === null}
				onClose={() => setDialogSelection(null)}
			/>
		),
		exportSelection: () => open(true),
	}
}
