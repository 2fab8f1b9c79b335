import { formatJoinCode, parseJoinCode } from '@charrette/shared'
import { useEffect, useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import { knownParticipations, type Participation } from '../session/credentials.ts'
import { useDocumentTitle } from '../ui/useDocumentTitle.ts'
import { PageHeader } from '../workshop/PageHeader.tsx'
import { JoinForm } from './JoinForm.tsx'
import styles from './JoinPage.module.css'
import { useInvitation } from './useInvitation.ts'
import { WelcomeBack } from './WelcomeBack.tsx'

/** Joining: the code, a name and a city; or one touch for those who were here before. */
export function JoinPage() {
	const { t } = useTranslation()
	const [typed, setTyped] = useCodeFromAddress()
	const invitation = useInvitation(typed)
	const [strangers, setStrangers] = useState<string[]>([])
	useDocumentTitle(t('join.title'))

	const known = knownParticipations().filter((person) => !strangers.includes(person.workshop))
	const code = parseJoinCode(typed)
	// With a code, only who joined that workshop; without one, whoever was here last.
	const returning = code ? known.find((person) => person.code === code) : typed === '' ? known[0] : undefined
	const isSomeoneElse = (person: Participation) => {
		setStrangers([...strangers, person.workshop])
		if (typed === '') setTyped(person.code)
	}
	return (
		<div className={styles['page']}>
			<PageHeader />
			<main className={styles['main']}>
				{returning ? (
					<WelcomeBack key={returning.workshop} person={returning} onSomeoneElse={() => isSomeoneElse(returning)} />
				) : (
					<JoinForm typed={typed} onType={setTyped} invitation={invitation} />
				)}
			</main>
		</div>
	)
}

/** The code as typed, at first from the address (`/join#7KQM2HXD`), also when a second QR is scanned into the same tab. */
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
