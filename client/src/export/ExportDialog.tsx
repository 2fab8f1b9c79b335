import { LIMITS } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { type CopiedFormat, copiedAs, copyMade, copyOptions } from './copyBoard.ts'
import { ExportOptions } from './ExportOptions.tsx'
import styles from './export.module.css'
import type { ExportSource } from './exportBoard.ts'
import {
	DEFAULT_RENDER_OPTIONS,
	EXPORT_FORMATS,
	type FormatDefinition,
	isTranslatable,
	PURPOSES,
	type RenderOptions,
} from './exportFormats.ts'
import { usualPaper } from './pdf/paper.ts'
import { type ExportProgress, useExportJob } from './useExportJob.ts'
import { useTextChoices, useTextLanguage } from './useTextLanguage.tsx'

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
	const { t } = useTranslation(['board', 'archive'])
	const [format, setFormat] = useState<FormatDefinition>(EXPORT_FORMATS.view[0] as FormatDefinition)
	const [options, setOptions] = useState<RenderOptions>({
		...DEFAULT_RENDER_OPTIONS,
		cards: { ...DEFAULT_RENDER_OPTIONS.cards, paper: usualPaper(navigator.language) },
		...(startsWithSelection && selection.length > 0 && { selection }),
	})
	const [hasTranslations] = useState(source.hasTranslations)
	const { isOffered, languageIf } = useTextLanguage(source.workshop)
	const language = languageIf(hasTranslations)
	const textChoices = useTextChoices(source.workshop.locales, language)
	const { start, progress, failure } = useExportJob(source, onClose)
	const copied = copiedAs(format)
	const copy = (as: CopiedFormat) =>
		start(format, copyOptions({ ...options, language }), async (making) => {
			const isCopied = await copyMade(as, making)
			return { text: isCopied ? t('archive:copy.done') : t('archive:copy.refused'), isRefused: !isCopied }
		})
	return (
		<Dialog title={t('topBar.export')} isBusy={progress !== null} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					void start(format, { ...options, language })
				}}
			>
				<fieldset className={styles['formats']} disabled={progress !== null} aria-label={t('archive:options.format')}>
					{PURPOSES.map((purpose) => (
						<section key={purpose} aria-label={t(`archive:options.purposes.${purpose}`)}>
							<h3>{t(`archive:options.purposes.${purpose}`)}</h3>
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
					textChoices={isOffered(hasTranslations) && isTranslatable(format) ? textChoices : null}
					format={format}
					options={options}
					selection={selection}
					isAnonymous={source.workshop.isAnonymous}
					isBusy={progress !== null}
					onChange={setOptions}
				/>
				{isPrivate && <p className={styles['privateNote']}>{t('archive:options.privateCards')}</p>}
				<div className={styles['footer']}>
					{failure && <p role="alert">{failure}</p>}
					{progress ? (
						<Progress progress={progress} isRendered={format.by === 'browser'} />
					) : (
						<div className={styles['actions']}>
							{copied && (
								<Button icon="copy" onClick={() => void copy(copied)}>
									{t(`archive:copy.${copied}`)}
								</Button>
							)}
							<Button type="submit" variant="primary" icon="download">
								{t('archive:options.export', { format: format.name })}
							</Button>
						</div>
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
	const { t } = useTranslation(['board', 'archive'])
	return (
		<label className={styles['format']}>
			<input type="radio" name="format" value={id} checked={isChosen} onChange={onChoose} />
			<b>{name}</b>
			<span>{t(`archive:formats.${id}`)}</span>
		</label>
	)
}

/** The progress of the export, with a button that cancels it. */
function Progress({ progress, isRendered }: { progress: ExportProgress; isRendered: boolean }) {
	const { t } = useTranslation(['board', 'archive'])
	const { done, all, isTranslating, isWaiting, cancel } = progress
	const work = isRendered ? t('export.rendering') : t('archive:options.creating')
	const step = isWaiting ? t('export.waiting') : work
	return (
		<div className={styles['progress']}>
			<span role="status">
				{isTranslating ? t('export.translating', { seconds: LIMITS.translateFileSeconds }) : step}
			</span>
			<progress aria-label={t('archive:options.progress')} {...(all > 1 ? { value: done, max: all } : {})} />
			<Button onClick={cancel}>{t('archive:options.cancel')}</Button>
		</div>
	)
}
