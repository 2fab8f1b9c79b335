import { formatJoinCode, LIMITS, nameKey, parseJoinCode } from '@charrette/shared'
import { type FormEvent, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { fetchWorkshop, renameParticipant } from '../connection/api/join.ts'
import {
	forgetCredentials,
	knownParticipations,
	loadCredentials,
	type Participation,
	saveParticipant,
} from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { JoinForm, useInvitation } from './JoinForm.tsx'
import styles from './JoinPage.module.css'
import { BoardPage } from './lazyPages.ts'

/**
 * The join page: a form for the code, a name and a city, or one button for people who joined on
 * this browser before.
 */
export function JoinPage() {
	const { t } = useTranslation()
	const [typed, setTyped] = useCodeFromAddress()
	const invitation = useInvitation(typed)
	const [dismissed, setDismissed] = useState<string[]>([])
	useDocumentTitle(t('join.title'))

	const known = knownParticipations().filter((person) => !dismissed.includes(person.workshop))
	const code = parseJoinCode(typed)
	// With a code, the person who joined that workshop; without a code, the person who joined last.
	const returning = code ? known.find((person) => person.code === code) : typed === '' ? known[0] : undefined
	const dismiss = (person: Participation) => {
		setDismissed([...dismissed, person.workshop])
		if (typed === '') setTyped(person.code)
	}
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main className={styles['main']}>
				{returning ? (
					<WelcomeBack key={returning.workshop} person={returning} onSomeoneElse={() => dismiss(returning)} />
				) : (
					<JoinForm typed={typed} onType={setTyped} invitation={invitation} />
				)}
			</main>
		</div>
	)
}

/**
 * Returns the typed code. Its initial value is the address's hash (`/join#7KQM2HXD`), which also
 * changes when another QR code is opened in this tab.
 */
function useCodeFromAddress() {
	const [typed, setTyped] = useState(readCode)
	useEffect(() => {
		const onHash = () => setTyped(readCode())
		addEventListener('hashchange', onHash)
		return () => removeEventListener('hashchange', onHash)
	}, [])
	return [typed, setTyped] as const
}

function readCode(): string {
	const raw = location.hash.slice(1)
	const code = parseJoinCode(raw)
	return code ? formatJoinCode(code) : raw
}

interface WelcomeBackProps {
	person: Participation
	onSomeoneElse: () => void
}

/**
 * Welcomes a person who joined on this browser before: one button opens their board. A person who
 * says that they are someone else is asked whether only the name was misspelled, so that one person
 * does not become two participants.
 */
function WelcomeBack({ person, onSomeoneElse }: WelcomeBackProps) {
	const { t } = useTranslation()
	const [isAsking, setAsking] = useState(false)
	const { isJoining, rejoin } = useRejoin({ person, onSomeoneElse })
	useEffect(() => void BoardPage.prefetch(), [])
	if (isAsking) return <CorrectName {...{ person, isJoining, rejoin, onSomeoneElse }} />
	return (
		<section className={styles['form']}>
			<p className={styles['eyebrow']}>{person.title}</p>
			<h1>{t('join.welcomeBack')}</h1>
			<p className={styles['person']}>
				<strong>{person.name}</strong>
				<span>{person.city}</span>
			</p>
			<div className={styles['action']}>
				<Button variant="primary" size="large" busy={isJoining} onClick={() => rejoin()}>
					{isJoining ? t('join.joining') : t('join.continue', { name: person.name })}
				</Button>
				<Button variant="quiet" size="large" onClick={() => setAsking(true)}>
					{t('join.someoneElse')}
				</Button>
			</div>
		</section>
	)
}

interface CorrectNameProps extends WelcomeBackProps {
	isJoining: boolean
	rejoin: (name?: string) => void
}

/**
 * Asks whether the name was misspelled. If so, corrects it, and the person stays the same
 * participant.
 */
function CorrectName({ person, isJoining, rejoin, onSomeoneElse }: CorrectNameProps) {
	const { t } = useTranslation()
	const [name, setName] = useState(person.name)
	const [isMissing, setMissing] = useState(false)
	const submit = (event: FormEvent) => {
		event.preventDefault()
		if (nameKey(name) === '') return setMissing(true)
		rejoin(name.trim())
	}
	return (
		<form className={styles['form']} onSubmit={submit} noValidate>
			<p className={styles['eyebrow']}>{person.title}</p>
			<h1>{t('join.typoTitle')}</h1>
			<p>{t('join.typoLead', { name: person.name, city: person.city })}</p>
			<TextField
				label={t('join.nameLabel')}
				value={name}
				onChange={setName}
				error={isMissing && nameKey(name) === '' ? t('join.nameMissing') : undefined}
				autoComplete="name"
				maxLength={LIMITS.maxNameLength}
			/>
			<div className={styles['action']}>
				<Button type="submit" variant="primary" size="large" busy={isJoining}>
					{isJoining ? t('join.joining') : t('join.typoSave')}
				</Button>
				<Button variant="quiet" size="large" onClick={onSomeoneElse}>
					{t('join.otherPerson')}
				</Button>
			</div>
		</form>
	)
}

/**
 * Returns a function that opens the board of a person who joined before, under a corrected name if
 * given.
 */
function useRejoin({ person, onSomeoneElse }: WelcomeBackProps) {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const showToast = useToast()
	const [isJoining, setJoining] = useState(false)

	const rejoin = async (name?: string) => {
		const credentials = loadCredentials(person.workshop, 'participant')
		if (!credentials) return onSomeoneElse()
		setJoining(true)
		try {
			const me = name ? await renameParticipant(credentials, name) : (await fetchWorkshop(credentials)).participant
			if (me) saveParticipant(credentials, me)
			navigate(`/w/${person.workshop}`)
		} catch (thrown) {
			const code = failureOf(thrown)
			// The board's page explains the person's options.
			if (code === 'removed') return navigate(`/w/${person.workshop}`)
			setJoining(false)
			if (code !== 'not_signed_in' && code !== 'not_allowed' && code !== 'not_found') {
				return showToast(t(`errors.${code}`), 'error')
			}
			forgetCredentials(person.workshop, 'participant')
			showToast(t('join.forgotten'), 'error')
			onSomeoneElse()
		}
	}
	return { isJoining, rejoin }
}
