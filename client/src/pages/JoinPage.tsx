import { formatJoinCode, parseJoinCode } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import {
	forgetCredentials,
	knownParticipations,
	loadCredentials,
	type Participation,
} from '../connection/credentials.ts'
import { failureOf } from '../connection/http.ts'
import { fetchWorkshop } from '../connection/joinApi.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { Button } from '../ui/Button.tsx'
import { useToast } from '../ui/Toasts.tsx'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { PageHeader } from '../workshop/PageHeader.tsx'
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
	// With a code, the person who joined that workshop; without one, the person who joined last.
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
 * The typed code. Its initial value is the address's hash (`/join#7KQM2HXD`), which also changes
 * when another QR code opens in this tab.
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

/** Welcomes a person who joined on this browser before: one button opens their board. */
function WelcomeBack({ person, onSomeoneElse }: WelcomeBackProps) {
	const { t } = useTranslation()
	const [, navigate] = useLocation()
	const showToast = useToast()
	const [isJoining, setJoining] = useState(false)

	const rejoin = async () => {
		const credentials = loadCredentials(person.workshop, 'participant')
		if (!credentials) return onSomeoneElse()
		setJoining(true)
		BoardPage.prefetch()
		try {
			await fetchWorkshop(credentials)
			navigate(`/w/${person.workshop}`)
		} catch (thrown) {
			const code = failureOf(thrown)
			// The board's page explains what they can do.
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
	return (
		<section className={styles['form']}>
			<p className={styles['eyebrow']}>{person.title}</p>
			<h1>{t('join.welcomeBack')}</h1>
			<p className={styles['person']}>
				<strong>{person.name}</strong>
				<span>{person.city}</span>
			</p>
			<div className={styles['action']}>
				<Button variant="primary" size="large" busy={isJoining} onClick={rejoin}>
					{isJoining ? t('join.joining') : t('join.continue', { name: person.name })}
				</Button>
				<Button variant="quiet" size="large" onClick={onSomeoneElse}>
					{t('join.someoneElse')}
				</Button>
			</div>
		</section>
	)
}
