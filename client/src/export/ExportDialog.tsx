import type { Records } from '@charrette/shared'
import { type ReactNode, useEffect, useId, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { MenuItem } from '../ui/Menu.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useVoteState } from '../vote/useBoardVotes.ts'
import { resultDots } from '../vote/voteState.ts'
import styles from './export.module.css'
import {
	DEFAULT_RENDER_OPTIONS,
	type ExportProgress,
	type ExportSource,
	fetchBoardSource,
	useExportJob,
} from './exportBoard.ts'
import { EXPORT_FORMATS, type FormatDefinition, PURPOSES, type RenderOptions } from './exportFormats.ts'
import { PAPERS } from './pdf/planPages.ts'

interface ExportDialogProps {
	source: ExportSource
	/** Ids of what is selected at the board; empty where nothing is. */
	selection: readonly string[]
	/** Whoever takes it home writes alone just now: what they write is not in it. */
	isPrivate?: boolean
	onClose: () => void
}

/** In which format a board is taken home, and how: each says in a line what it is for. */
export function ExportDialog({ source, selection, isPrivate = false, onClose }: ExportDialogProps) {
	const { t } = useTranslation('board')
	const [format, setFormat] = useState<FormatDefinition>(EXPORT_FORMATS.look[0] as FormatDefinition)
	const [wish, setWish] = useState(DEFAULT_RENDER_OPTIONS)
	const { take, progress, failure } = useExportJob(source, onClose)
	return (
		<Dialog title={t('bar.takeHome')} isBusy={progress !== null} onClose={onClose}>
			<form
				className={styles['form']}
				onSubmit={(event) => {
					event.preventDefault()
					void take(format, wish)
				}}
			>
				<fieldset className={styles['formats']} disabled={progress !== null} aria-label={t('take.format')}>
					{PURPOSES.map((purpose) => (
						<section key={purpose} aria-label={t(`take.purposes.${purpose}`)}>
							<h3>{t(`take.purposes.${purpose}`)}</h3>
							{EXPORT_FORMATS[purpose].map((one) => (
								<FormatChoice
									key={one.id}
									format={one}
									isChosen={one.id === format.id}
									onChoose={() => setFormat(one)}
								/>
							))}
						</section>
					))}
				</fieldset>
				<ExportOptions
					format={format}
					options={wish}
					selection={selection}
					isAnonymous={source.workshop.isAnonymous}
					isBusy={progress !== null}
					onChange={setWish}
				/>
				{isPrivate && <p className={styles['alone']}>{t('take.alone')}</p>}
				<div className={styles['foot']}>
					{failure && <p role="alert">{failure}</p>}
					{progress ? (
						<Progress progress={progress} isDrawn={format.by === 'browser'} />
					) : (
						<Button type="submit" variant="primary" icon="download">
							{t('take.take', { format: format.name })}
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
			<span>{t(`take.formats.${id}`)}</span>
		</label>
	)
}

/** How far the file is, and the way to call it off. */
function Progress({ progress: { done, all, cancel }, isDrawn }: { progress: ExportProgress; isDrawn: boolean }) {
	const { t } = useTranslation('board')
	return (
		<div className={styles['making']}>
			<span role="status">{t(isDrawn ? 'take.drawing' : 'take.making')}</span>
			<progress aria-label={t('take.progress')} {...(all > 1 ? { value: done, max: all } : {})} />
			<Button onClick={cancel}>{t('take.cancel')}</Button>
		</div>
	)
}

const SCALES = [1, 2, 3] as const
const BACKGROUNDS = ['paper', 'transparent'] as const

interface ExportOptionsProps {
	format: FormatDefinition
	options: RenderOptions
	selection: readonly string[]
	isAnonymous: boolean
	isBusy: boolean
	onChange: (wish: RenderOptions) => void
}

/** What can be chosen about a file: only where it changes anything. */
function ExportOptions({ format, options, selection, isAnonymous, isBusy, onChange }: ExportOptionsProps) {
	const { t } = useTranslation('board')
	const has = (option: FormatDefinition['options'][number]) => format.options.includes(option)
	return (
		<fieldset className={styles['options']} disabled={isBusy} aria-label={t('take.options')}>
			{selection.length > 0 && (
				<RadioGroup
					label={t('take.part')}
					value={options.selection ? 'selection' : 'all'}
					options={['all', 'selection'].map((part) => ({ value: part, label: t(`take.parts.${part as 'all'}`) }))}
					onChange={(part) => onChange({ ...options, selection: part === 'selection' ? selection : null })}
				/>
			)}
			{has('paper') && (
				<RadioGroup
					label={t('take.paper')}
					value={options.paper}
					options={PAPERS.map((paper) => ({ value: paper, label: t(`take.papers.${paper}`) }))}
					onChange={(paper) => onChange({ ...options, paper })}
				/>
			)}
			{has('scale') && (
				<RadioGroup
					label={t('take.scale')}
					value={options.scale}
					options={SCALES.map((scale) => ({ value: scale, label: t(`take.scales.x${scale}`) }))}
					onChange={(scale) => onChange({ ...options, scale })}
				/>
			)}
			{has('ground') && (
				<RadioGroup
					label={t('take.ground')}
					value={options.background}
					options={BACKGROUNDS.map((ground) => ({ value: ground, label: t(`take.grounds.${ground}`) }))}
					onChange={(ground) => onChange({ ...options, background: ground })}
				/>
			)}
			{!isAnonymous && (
				<label className={styles['tick']}>
					<input
						type="checkbox"
						checked={options.names}
						onChange={(event) => onChange({ ...options, names: event.target.checked })}
					/>
					{t('take.names')}
				</label>
			)}
		</fieldset>
	)
}

interface RadioGroupProps<Value> {
	label: string
	value: Value
	options: readonly { value: Value; label: string }[]
	onChange: (value: Value) => void
}

/** One of a few, all of them in sight. */
function RadioGroup<Value extends string | number>({ label, value, options, onChange }: RadioGroupProps<Value>) {
	const name = useId()
	return (
		<div className={styles['choice']} role="radiogroup" aria-label={label}>
			<span aria-hidden="true">{label}</span>
			<div>
				{options.map((option) => (
					<label key={option.value}>
						<input type="radio" name={name} checked={option.value === value} onChange={() => onChange(option.value)} />
						<span>{option.label}</span>
					</label>
				))}
			</div>
		</div>
	)
}

const NO_DOTS: ReadonlyMap<string, number> = new Map()

/**
 * What a menu offers for taking the board home: a picture at one press, and a dialog with all formats, which is to be shown.
 * `records` are the board's, if it is open; who writes alone has another document open, which goes into no file.
 */
export function useExportMenu(
	{ records, ...board }: Omit<ExportSource, 'read'> & { records: Records | null },
	selection: () => readonly string[],
): { items: MenuItem[]; dialog: ReactNode } {
	const { t } = useTranslation('board')
	const stand = useVoteState()
	const dots = stand ? resultDots(stand) : NO_DOTS
	const home: ExportSource = {
		...board,
		read: (locale) => (records ? { records, dots } : fetchBoardSource(board.credentials, board.board, locale)),
	}
	const showToast = useToast()
	const [chosen, setChosen] = useState<readonly string[] | null>(null)
	const { take, failure } = useExportJob(home, () => {})
	useEffect(() => {
		if (failure) showToast(failure, 'error')
	}, [failure, showToast])
	const png = EXPORT_FORMATS.look.find(({ id }) => id === 'png')
	return {
		items: [
			{
				label: t('take.quick'),
				onChoose: () => {
					showToast(t('take.drawing'))
					if (png) void take(png, DEFAULT_RENDER_OPTIONS)
				},
			},
			{ label: t('take.choose'), onChoose: () => setChosen(records ? selection() : []) },
		],
		dialog: chosen && (
			<ExportDialog source={home} selection={chosen} isPrivate={records === null} onClose={() => setChosen(null)} />
		),
	}
}
