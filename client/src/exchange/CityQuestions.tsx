import type { PracticeId, PracticeView, ShownCityQuestion } from '@charrette/shared'
import { LIMITS, questionTextId } from '@charrette/shared'
import { useState } from 'react'
import { answerQuestion, askCity, removeQuestion } from '../connection/api/exchange.ts'
import type { Credentials } from '../connection/credentials.ts'
import { joinParts } from '../i18n/listText.ts'
import { useLanguage, useTranslation } from '../i18n/useTranslation.ts'
import { TranslationMark, useReadText } from '../reading/useReading.tsx'
import { Button } from '../ui/Button.tsx'
import { ConfirmDialog } from '../ui/Dialog.tsx'
import { Field } from '../ui/Field.tsx'
import { FormDialog } from '../ui/FormDialog.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useAttempt } from '../ui/useAttempt.ts'
import { useSave } from '../ui/useSave.ts'
import { hostOf } from './names.ts'
import articleStyles from './practice.module.css'
import styles from './reports.module.css'

interface QuestionsProps {
	practice: PracticeId
	view: PracticeView
	access: Credentials | null
	onChanged: () => Promise<void>
}

/** The questions that others asked about a practice, with their answers (ASK2). */
export function CityQuestions({ view, city, ...props }: QuestionsProps & { city: string }) {
	const { t } = useTranslation('exchange')
	const { access } = props
	const [isAsking, setAsking] = useState(false)
	// Those that wait for this workshop's answer are beside the text.
	const shown = view.questions.filter(({ state, isOwn }) => state !== 'open' || isOwn)
	if (shown.length === 0 && !view.canAsk) return null
	const isAnswering = view.draft !== undefined
	return (
		<section className={articleStyles['questions']}>
			<h2>{t('ask.title')}</h2>
			{shown.length > 0 && (
				<ul>
					{shown.map((question) => (
						<li key={question.id}>
							<Question practice={props.practice} question={question} />
							<Answer practice={props.practice} question={question} />
							{access?.role === 'facilitator' && (isAnswering || question.isOwn) && (
								<Actions {...props} question={question} isAnswering={isAnswering} />
							)}
						</li>
					))}
				</ul>
			)}
			{view.canAsk && access && (
				<Button icon="message" onClick={() => setAsking(true)}>
					{t('ask.ask')}
				</Button>
			)}
			{isAsking && access && (
				<AskDialog
					{...props}
					access={access}
					city={city}
					isElsewhere={view.origin !== null}
					onClose={() => setAsking(false)}
				/>
			)}
		</section>
	)
}

/** The questions that wait for an answer, for the facilitators of the practice's workshop. */
export function OpenQuestions({ view, ...props }: QuestionsProps) {
	const { t } = useTranslation('exchange')
	const open = view.questions.filter(({ state, isOwn }) => state === 'open' && !isOwn)
	if (open.length === 0) return null
	return (
		<section className={styles['reports']} aria-label={t('ask.open')}>
			<h2>{t('ask.count', { count: open.length })}</h2>
			<ul>
				{open.map((question) => (
					<li key={question.id}>
						<Question practice={props.practice} question={question} />
						<Actions {...props} question={question} isAnswering />
					</li>
				))}
			</ul>
		</section>
	)
}

interface QuestionProps {
	practice: PracticeId
	question: ShownCityQuestion
}

function Question({ practice, question: { id, text, city, name, at, server } }: QuestionProps) {
	const textId = questionTextId(practice, id, 'question')
	const read = useReadText(textId, text)
	const day = new Intl.DateTimeFormat(useLanguage(), { dateStyle: 'medium' })
	return (
		<>
			<p id={`question-${id}`} className={articleStyles['question']} dir="auto" lang={read.lang}>
				{read.text}
			</p>
			<TranslationMark card={textId} read={read} />
			<small>{joinParts([city, name, day.format(at), server && hostOf(server)])}</small>
		</>
	)
}

const UNANSWERED = { open: 'ask.waiting', closed: 'ask.closed', refused: 'ask.refused' } as const

function Answer({ practice, question: { id, state, answer } }: QuestionProps) {
	const { t } = useTranslation('exchange')
	const textId = questionTextId(practice, id, 'answer')
	const read = useReadText(textId, answer)
	if (state === 'answered')
		return (
			<>
				<p dir="auto" lang={read.lang}>
					{read.text}
				</p>
				<TranslationMark card={textId} read={read} />
			</>
		)
	return <em>{t(UNANSWERED[state])}</em>
}

interface ActionsProps extends Omit<QuestionsProps, 'view'> {
	question: ShownCityQuestion
	/** Whether it is a question to the reader's workshop. */
	isAnswering: boolean
}

/** Buttons that answer a question, or remove it. */
function Actions({ practice, access, question, isAnswering, onChanged }: ActionsProps) {
	const { t } = useTranslation('exchange')
	const attempt = useAttempt()
	const [opened, open] = useState<'answer' | 'removal' | null>(null)
	const [isSaving, save] = useSave()
	const close = () => open(null)
	if (!access) return null
	const remove = async () => {
		if (!(await save(() => attempt(() => removeQuestion(access, practice, question.id))))) return
		await onChanged()
		close()
	}
	const describedBy = { 'aria-describedby': `question-${question.id}` }
	const label = t(isAnswering ? 'ask.remove' : 'ask.takeBack')
	return (
		<div className={styles['buttons']}>
			{isAnswering && (
				<Button size="small" {...describedBy} onClick={() => open('answer')}>
					{t(question.answer ? 'ask.change' : 'ask.answer')}
				</Button>
			)}
			<Button size="small" variant="quiet" {...describedBy} onClick={() => open('removal')}>
				{label}
			</Button>
			{opened === 'answer' && <AnswerDialog {...{ practice, access, question, onChanged }} onClose={close} />}
			{opened === 'removal' && (
				<ConfirmDialog
					title={t('ask.removeTitle')}
					confirmLabel={label}
					isBusy={isSaving}
					onConfirm={remove}
					onClose={close}
				>
					<p>{t('ask.removeHint')}</p>
				</ConfirmDialog>
			)}
		</div>
	)
}

interface AskDialogProps extends Pick<QuestionsProps, 'practice' | 'onChanged'> {
	access: Credentials
	/** The city of the reader; empty if it is not known. */
	city: string
	/** Whether the practice is from another server. */
	isElsewhere: boolean
	onClose: () => void
}

function AskDialog({ practice, access, city: own, isElsewhere, onChanged, onClose }: AskDialogProps) {
	const { t } = useTranslation('exchange')
	const showToast = useToast()
	const [city, setCity] = useState(own)
	const [name, setName] = useState('')
	const [text, setText] = useState('')
	const send = async () => {
		await askCity(access, practice, { city, name, text })
		showToast(t(isElsewhere ? 'ask.sentElsewhere' : 'ask.sent'))
		await onChanged()
		return true
	}
	const line = { type: 'text', dir: 'auto', maxLength: LIMITS.maxTitleLength, autoComplete: 'off' } as const
	return (
		<FormDialog title={t('ask.ask')} lead={t('ask.lead')} submit={t('ask.send')} send={send} onClose={onClose}>
			<Field label={t('ask.text')}>
				{(control) => (
					<textarea
						{...control}
						required
						rows={4}
						dir="auto"
						maxLength={LIMITS.maxCityQuestionLength}
						value={text}
						onChange={({ target }) => setText(target.value)}
					/>
				)}
			</Field>
			<Field label={t('ask.city')}>
				{(control) => (
					<input {...control} {...line} required value={city} onChange={({ target }) => setCity(target.value)} />
				)}
			</Field>
			<Field label={t('ask.name')}>
				{(control) => <input {...control} {...line} value={name} onChange={({ target }) => setName(target.value)} />}
			</Field>
		</FormDialog>
	)
}

interface AnswerDialogProps extends Pick<QuestionsProps, 'practice' | 'onChanged'> {
	access: Credentials
	question: ShownCityQuestion
	onClose: () => void
}

function AnswerDialog({ practice, access, question, onChanged, onClose }: AnswerDialogProps) {
	const { t } = useTranslation('exchange')
	const [text, setText] = useState(question.answer)
	const send = async () => {
		await answerQuestion(access, practice, question.id, { text })
		await onChanged()
		return true
	}
	return (
		<FormDialog
			title={t(question.answer ? 'ask.change' : 'ask.answer')}
			lead={t('ask.answerLead')}
			submit={t('ask.publish')}
			send={send}
			onClose={onClose}
		>
			<Field label={question.text}>
				{(control) => (
					<textarea
						{...control}
						required
						rows={6}
						dir="auto"
						maxLength={LIMITS.maxAnswerLength}
						value={text}
						onChange={({ target }) => setText(target.value)}
					/>
				)}
			</Field>
		</FormDialog>
	)
}
