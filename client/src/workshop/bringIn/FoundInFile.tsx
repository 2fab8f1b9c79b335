import type { Imported, TableChoice } from '@charrette/shared'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/useTranslation.ts'
import type { FailureCode } from '../../session/api.ts'
import { Button } from '../../ui/Button.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { KindIcon } from '../../ui/KindIcon.tsx'
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
	const { t } = useTranslation(['bring', 'app'])
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
				{name && <b>{name}</b>} <span>{isNothing ? t('bring:nothing') : counts}</span>
			</p>
			{first.length > 0 && (
				<ul className={styles['cards']} aria-label={t('bring:first')}>
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
					<legend>{t('bring:where')}</legend>
					<label>
						<input type="radio" name={group} checked={isBeside} onChange={() => setBeside(true)} />
						{t('bring:beside')}
					</label>
					<label>
						<input type="radio" name={group} checked={!isBeside} onChange={() => setBeside(false)} />
						{t('bring:newBoards', { count: found.boards.length })}
					</label>
				</fieldset>
			)}
			{failure && (
				<p className={styles['failure']} role="alert">
					<Icon name="warning" size={18} /> {t(`app:errors.${failure}`)}
				</p>
			)}
			<div className={styles['actions']}>
				{!isNothing && (
					<Button look="primary" busy={isBringing || isReading} onClick={() => onBring(isBeside)}>
						{t(isBringing ? 'bring:bringing' : 'bring:bring')}
					</Button>
				)}
				<Button look="quiet" onClick={onAgain} disabled={isBringing}>
					{t('bring:again')}
				</Button>
			</div>
		</div>
	)
}
