import { currentSession, formatJoinCode, type Workshop } from '@charrette/shared'
import { useState } from 'react'
import { useTranslation } from '../i18n/useTranslation.ts'
import type { Credentials } from '../session/credentials.ts'
import type { Person, WorkshopState } from '../session/useWorkshop.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { PageHeader } from '../workshop/PageHeader.tsx'
import styles from './DeskHeader.module.css'
import { ProjectorButton } from './ProjectorButton.tsx'
import { ShareLinks } from './ShareLinks.tsx'
import { SharedPages } from './shares/SharedPages.tsx'

interface DeskHeaderProps {
	credentials: Credentials
	workshop: Workshop
	people: readonly Person[]
	status: WorkshopState['status']
}

/** What the workshop is, who is here, the way in for others, and the way to the wall. */
export function DeskHeader({ credentials, workshop, people, status }: DeskHeaderProps) {
	const { t } = useTranslation('desk')
	const [isSharing, setSharing] = useState(false)
	const code = formatJoinCode(workshop.joinCode)
	const session = currentSession(workshop)
	const here = people.filter((person) => person.role === 'participant').length
	const cities = new Set(workshop.participants.map((participant) => participant.city)).size
	const counts = [
		`${here} / ${t('bar.people', { count: workshop.participants.length })}`,
		t('bar.cities', { count: cities }),
		t('bar.groups', { count: session?.groups.length ?? 0 }),
	]
	return (
		<PageHeader isRaised>
			<div className={styles['title']}>
				<h1>{workshop.title}</h1>
				{session && <span>{session.title}</span>}
			</div>
			<span className={styles['chip']}>{counts.join(' · ')}</span>
			{status !== 'live' && (
				<span className={styles['lost']} role="status">
					{t(status === 'offline' ? 'bar.offline' : 'bar.connecting')}
				</span>
			)}
			<span className={styles['chip']}>
				{t('bar.code')} <b>{code}</b>
			</span>
			<Button icon="share" onClick={() => setSharing(true)}>
				{t('bar.share')}
			</Button>
			<ProjectorButton credentials={credentials} />
			{isSharing && (
				<Dialog title={t('bar.share')} onClose={() => setSharing(false)}>
					<ShareLinks credentials={credentials} code={code} />
					<SharedPages credentials={credentials} workshop={workshop} />
				</Dialog>
			)}
		</PageHeader>
	)
}
