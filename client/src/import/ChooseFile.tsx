import {
	IMPORT_EXTENSIONS,
	type ImportOptions,
	LIMITS,
	PARTICIPANT_EXTENSIONS,
	UNREADABLE_FILES,
	type UnreadableFile,
} from '@charrette/shared'
import { type DragEvent, type ReactNode, useId, useRef, useState } from 'react'
import type { FailureCode } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { Icon } from '../ui/Icon.tsx'
import styles from './import.module.css'

/** A file to import, or a pasted list, which has no name. */
export interface ImportSource {
	file: Blob
	name: string
	/** The options for reading it. */
	choice?: ImportOptions
}

/** The reason why a file cannot be imported: an error of the server, or the kind of the file. */
export type ImportFailureCode = FailureCode | UnreadableFile

const acceptOf = (extensions: readonly string[]) => extensions.map((extension) => `.${extension}`).join(',')

interface ChooseFileProps {
	isFacilitator: boolean
	failure: ImportFailureCode | null
	isReading: boolean
	onChoose: (source: ImportSource) => void
	/** Called when several files are dropped. */
	onFiles: (files: readonly File[]) => void
	/** Other ways to start an import. */
	children?: ReactNode
}

/** The first step: choose or drop a file, or paste a list. */
export function ChooseFile({ isFacilitator, failure, isReading, onChoose, onFiles, children }: ChooseFileProps) {
	const { t } = useTranslation('import')
	const field = useRef<HTMLInputElement>(null)
	const [list, setList] = useState('')
	const [isOver, setOver] = useState(false)
	const listId = useId()
	const choose = (file: File | undefined) => {
		if (field.current) field.current.value = ''
		if (file && !isReading) onChoose({ file, name: file.name })
	}
	const onDrag = (event: DragEvent, isInside: boolean) => {
		event.preventDefault()
		setOver(isInside)
	}
	return (
		<div className={styles['steps']}>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same as dropping a file */}
			<div
				className={styles['drop']}
				data-over={isOver}
				onDragOver={(event) => onDrag(event, true)}
				onDragLeave={(event) => onDrag(event, false)}
				onDrop={(event) => {
					onDrag(event, false)
					const files = [...event.dataTransfer.files]
					if (files.length > 1 && !isReading) onFiles(files)
					else choose(files[0])
				}}
			>
				<Button variant="primary" icon="import" busy={isReading} onClick={() => field.current?.click()}>
					{t(isReading ? 'reading' : 'choose')}
				</Button>
				<span>{t('drop')}</span>
				<small>{t(isFacilitator ? 'formats' : 'formatsForBoard')}</small>
				<input
					ref={field}
					type="file"
					accept={acceptOf(isFacilitator ? IMPORT_EXTENSIONS : PARTICIPANT_EXTENSIONS)}
					hidden
					aria-label={t('choose')}
					onChange={() => choose(field.current?.files?.[0])}
				/>
			</div>
			{children}
			<ImportFailure failure={failure} />
			<label className={styles['label']} htmlFor={listId}>
				{t('paste')}
			</label>
			<textarea
				id={listId}
				className={styles['list']}
				rows={4}
				value={list}
				placeholder={t('pasteHint')}
				onChange={(event) => setList(event.target.value)}
			/>
			{list.trim() !== '' && (
				<div className={styles['actions']}>
					<Button busy={isReading} onClick={() => onChoose({ file: new Blob([list]), name: '' })}>
						{t('continue')}
					</Button>
				</div>
			)}
		</div>
	)
}

const FORMATS = IMPORT_EXTENSIONS.map((extension) => extension.toUpperCase()).join(' · ')
const MAX_MB = LIMITS.maxImportBytes / 1024 / 1024

/** The message that explains why a file cannot be imported. */
export function ImportFailure({ failure }: { failure: ImportFailureCode | null }) {
	const { t } = useTranslation(['import', 'app'])
	if (!failure) return null
	const textOf = (code: ImportFailureCode) => {
		if (isUnreadableFile(code)) return t(`import:unreadable.${code}`)
		if (code === 'unknown_format') return t('import:unknownFormat', { formats: FORMATS })
		return code === 'too_large' ? t('import:tooLarge', { most: MAX_MB }) : t(`app:errors.${code}`)
	}
	return (
		<p className={styles['failure']} role="alert">
			<Icon name="warning" size={18} />
			{textOf(failure)}
		</p>
	)
}

function isUnreadableFile(code: ImportFailureCode): code is UnreadableFile {
	return UNREADABLE_FILES.some((known) => known === code)
}
