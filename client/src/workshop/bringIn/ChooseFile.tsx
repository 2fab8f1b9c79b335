import { type DragEvent, useId, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { FailureCode } from '../../session/api.ts'
import { Button } from '../../ui/Button.tsx'
import { BringFailure } from './BringFailure.tsx'
import styles from './bringIn.module.css'
import type { Source } from './useBringing.ts'

const FOR_EVERYBODY = '.csv,.tsv,.txt,.md,.xlsx,.json'
const FOR_FACILITATORS = `${FOR_EVERYBODY},.tldr,.zip`

interface ChooseFileProps {
	isFacilitator: boolean
	failure: FailureCode | null
	isReading: boolean
	onChoose: (source: Source) => void
}

/** Takes a file that is chosen or dropped, or a list that is pasted. */
export function ChooseFile({ isFacilitator, failure, isReading, onChoose }: ChooseFileProps) {
	const { t } = useTranslation('bring')
	const field = useRef<HTMLInputElement>(null)
	const [list, setList] = useState('')
	const [isOver, setOver] = useState(false)
	const listId = useId()
	const take = (file: File | undefined) => {
		if (field.current) field.current.value = ''
		if (file && !isReading) onChoose({ file, name: file.name })
	}
	const onDrag = (event: DragEvent, isInside: boolean) => {
		event.preventDefault()
		setOver(isInside)
	}
	return (
		<div className={styles['steps']}>
			{/* biome-ignore lint/a11y/noStaticElementInteractions: what is dropped here can be chosen with the button inside */}
			<div
				className={styles['drop']}
				data-over={isOver}
				onDragOver={(event) => onDrag(event, true)}
				onDragLeave={(event) => onDrag(event, false)}
				onDrop={(event) => {
					onDrag(event, false)
					take(event.dataTransfer.files[0])
				}}
			>
				<Button look="primary" icon="bringIn" busy={isReading} onClick={() => field.current?.click()}>
					{t(isReading ? 'reading' : 'choose')}
				</Button>
				<span>{t('drop')}</span>
				<small>{t(isFacilitator ? 'formats' : 'formatsForAll')}</small>
				<input
					ref={field}
					type="file"
					accept={isFacilitator ? FOR_FACILITATORS : FOR_EVERYBODY}
					hidden
					aria-label={t('choose')}
					onChange={() => take(field.current?.files?.[0])}
				/>
			</div>
			<BringFailure failure={failure} />
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
						{t('look')}
					</Button>
				</div>
			)}
		</div>
	)
}
