import type { Imported, TableChoice } from '@charrette/shared'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { FailureCode } from '../../session/api.ts'
import { Button } from '../../ui/Button.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
import { BringFailure } from './BringFailure.tsx'
import styles from './bringIn.module.css'
import { ChooseColumns } from './ChooseColumns.tsx'
import { SkippedList } from './SkippedList.tsx'
import { useCounts } from './useCounts.ts'

const FIRST_CARDS = 4

interface FoundInFileProps {
	found: Imported
	/** The file's; empty for what was pasted. */
	name: string
	/** Which columns of a table say what, as one chose. */
	choice: TableChoice
	mayMakeBoards: boolean
	hasBoard: boolean
	failure: FailureCode | null
	isBringing: boolean
	/** Whether it is looked at once more. */
	isReading: boolean
	onChoose: (choice: TableChoice) => void
	onBring: (isBeside: boolean) => void
	onAgain: () => void
}

/** What is in a file, before anything of it is on a board, and where it may go. */
export function FoundInFile(props: FoundInFileProps) {
	const { found, name, choice, mayMakeBoards, hasBoard, failure, isBringing, isReading, onChoose, onBring, onAgain } =
		props
	const { t } = useTranslation('bring')
	const counts = useCounts(found.boards)
	const [isBeside, setBeside] = useState(hasBoard)
	const group = useId()
	const words = useRef<HTMLParagraphElement>(null)
	useEffect(() => words.current?.focus(), [])
	const first = found.boards.flatMap((board) => board.first).slice(0, FIRST_CARDS)
	const isNothing = found.boards.length === 0
	return (
		<div className={styles['steps']}>
			<p ref={words} className={styles['found']} tabIndex={-1} aria-live="polite">
				{name && <b>{name}</b>} <span>{isNothing ? t('nothing') : counts}</span>
			</p>
			{first.length > 0 && (
				<ul className={styles['cards']} aria-label={t('first')}>
					{first.map(({ kind, text }, index) => (
						<li key={index} data-kind={kind}>
							<KindIcon kind={kind} size={16} />
							<span>{text}</span>
						</li>
					))}
				</ul>
			)}
			{found.table && <ChooseColumns table={found.table} choice={choice} onChoose={onChoose} />}
			<SkippedList skipped={found.skipped} more={found.more} />
			{hasBoard && mayMakeBoards && !isNothing && (
				<fieldset className={styles['where']}>
					<legend>{t('where')}</legend>
					<label>
						<input type="radio" name={group} checked={isBeside} onChange={() => setBeside(true)} />
						{t('beside')}
					</label>
					<label>
						<input type="radio" name={group} checked={!isBeside} onChange={() => setBeside(false)} />
						{t('newBoards', { count: found.boards.length })}
					</label>
				</fieldset>
			)}
			<BringFailure failure={failure} />
			<div className={styles['actions']}>
				{!isNothing && (
					<Button look="primary" busy={isBringing || isReading} onClick={() => onBring(isBeside)}>
						{t(isBringing ? 'bringing' : 'bring')}
					</Button>
				)}
				<Button look="quiet" onClick={onAgain} disabled={isBringing}>
					{t('again')}
				</Button>
			</div>
		</div>
	)
}
