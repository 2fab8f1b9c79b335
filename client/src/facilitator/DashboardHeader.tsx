import { currentSession, formatJoinCode } from '@charrette/shared'
import { useState } from 'react'
import type { Credentials } from '../connection/credentials.ts'
import type { Person, WorkshopState } from '../connection/useWorkshop.ts'
import { useTranslation } from '../i18n/useTranslation.ts'
import { PageHeader } from '../navigation/PageHeader.tsx'
import { exchangePath } from '../navigation/paths.ts'
import { Button, LinkButton } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import type { IconName } from '../ui/iconPaths.ts'
import { joinClasses } from '../ui/joinClasses.ts'
import { AccessDialog } from './access/AccessDialog.tsx'
import { useRoleLinks } from './access/useRoleLinks.ts'
import styles from './DashboardHeader.module.css'
import { InviteLinks } from './InviteLinks.tsx'
import { SharedPages } from './SharedPages.tsx'
import type { ControlProps } from './useCommand.ts'
import { WorkshopDetailsButton } from './WorkshopDetails.tsx'

interface DashboardHeaderProps extends ControlProps {
	credentials: Credentials
	people: readonly Person[]
	status: WorkshopState['status']
}

/**
 * The workshop's title, the number of people online, the join code, and the buttons that invite
 * people and open the projector.
 */
export function DashboardHeader({ credentials, workshop, run, people, status }: DashboardHeaderProps) {
	const { t } = useTranslation('dashboard')
	const [dialog, setDialog] = useState<'invite' | 'access' | null>(null)
	const close = () => setDialog(null)
	const code = formatJoinCode(workshop.joinCode)
	const session = currentSession(workshop)
	const here = people.filter((person) => person.role === 'participant').length
	const cities = new Set(workshop.participants.map((participant) => participant.city)).size
	const counts = [
		`${here} / ${t('header.people', { count: workshop.participants.length })}`,
		t('header.cities', { count: cities }),
		t('header.groups', { count: session?.groups.length ?? 0 }),
	]
	return (
		<PageHeader isRaised>
			<div className={styles['title']}>
				<h1 title={workshop.title}>{workshop.title}</h1>
				{session && <span>{session.title}</span>}
			</div>
			<WorkshopDetailsButton workshop={workshop} run={run} />
			<span className={joinClasses(styles['chip'], styles['counts'])}>{counts.join(' · ')}</span>
			{status !== 'live' && (
				<span className={styles['lost']} role="status">
					{t(status === 'offline' ? 'header.offline' : 'header.connecting')}
				</span>
			)}
			<span className={styles['chip']}>
				{workshop.isJoiningClosed ? (
					t('access.closed')
				) : (
					<>
						<span className={styles['code']}>{t('header.code')} </span>
						<b>{code}</b>
					</>
				)}
			</span>
			<HeaderButton icon="share" label={t('header.invite')} onClick={() => setDialog('invite')} />
			<ProjectorButton credentials={credentials} />
			<LinkButton icon="map" href={exchangePath(credentials)} aria-label={t('header.exchange')}>
				<span className={styles['label']}>{t('header.exchange')}</span>
			</LinkButton>
			<HeaderButton icon="lock" label={t('access.title')} onClick={() => setDialog('access')} />
			{dialog === 'access' && <AccessDialog credentials={credentials} workshop={workshop} onClose={close} />}
			{dialog === 'invite' && (
				<Dialog title={t('header.invite')} onClose={close}>
					<InviteLinks credentials={credentials} code={code} />
					<SharedPages credentials={credentials} workshop={workshop} />
				</Dialog>
			)}
		</PageHeader>
	)
}

interface HeaderButtonProps {
	icon: IconName
	label: string
	onClick: () => void
}

/** A button whose label is not visible on a phone. */
function HeaderButton({ icon, label, onClick }: HeaderButtonProps) {
	return (
		<Button icon={icon} aria-label={label} title={label} onClick={onClick}>
			<span className={styles['label']}>{label}</span>
		</Button>
	)
}

/** Opens the projector in a new tab; a browser without a projector link creates one first. */
function ProjectorButton({ credentials }: { credentials: Credentials }) {
	const { t } = useTranslation('dashboard')
	const { readKnown, create } = useRoleLinks(credentials)
	const open = async () => {
		// The tab must be opened during the click, or the browser blocks it as a pop-up; its address is
		// set afterwards.
		const tab = window.open('about:blank', '_blank')
		const link = (await readKnown()).projector ?? (await create('projector'))
		if (!tab) return
		if (!link) return tab.close()
		const { pathname, hash } = new URL(link)
		tab.opener = null
		tab.location.replace(`${location.origin}${pathname}${hash}`)
	}
	return <HeaderButton icon="projector" label={`${t('header.projector')} ↗`} onClick={open} />
}
