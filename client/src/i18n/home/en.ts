/** Texts of the list of this browser's workshops, on the home page. */
export const texts = {
	title: 'Your workshops',
	roles: {
		facilitator: 'Facilitator',
		participant: 'Participant',
		projector: 'Projector',
	},
	continue: 'Continue',
	actions: 'More for {{title}}',
	all: 'Show all {{count}}',
	allArchived: 'All your workshops are archived.',
	gone: 'No longer available',
	goneLead: 'It was deleted, or your access has ended.',
	menu: {
		duplicate: 'Duplicate as a template…',
		device: 'Open on another device…',
		archive: 'Archive',
		unarchive: 'Show in the list again',
		forget: 'Forget on this device…',
		remove: 'Remove from the list',
	},
	openAs: {
		participant: 'Open as participant',
		projector: 'Open the projector',
	},
	archive: {
		done: '“{{title}}” was archived.',
		undo: 'Undo',
		list: 'Archived ({{count}})',
	},
	forget: {
		title: 'Forget this workshop on this device?',
		confirm: 'Forget',
		facilitator:
			'The links leave this device; the workshop stays. You get back in with its facilitator link or from another device only.',
		participant:
			'Your access leaves this device; the workshop and your cards stay. To get back in, join with the code.',
		projector: 'The projector link leaves this device; the workshop stays.',
		unsent: 'Some of your edits on this device have not been sent yet. They will be deleted.',
	},
	duplicate: {
		title: 'Duplicate as a template',
		lead: 'The new workshop has the sessions, run sheets, groups and locked layers of this one. It has no people and no cards, and links of its own.',
		titleOf: '{{title}} (copy)',
		withCities: 'Keep the list of cities',
		confirm: 'Duplicate',
		busy: 'Duplicating…',
	},
	device: {
		title: 'Open on another device',
		lead: 'Scan the code with the other device, or open the link there. This device stays signed in.',
		until: 'It works once, until {{time}}.',
		link: 'Link for one device',
		qr: 'QR code that opens this workshop on another device',
		warning: 'Whoever uses it becomes a facilitator: do not show it on the projector.',
		another: 'New code',
		creating: 'Creating the code…',
	},
	signIn: {
		lead: 'This server asks those who create workshops to sign in. Participants never need to.',
		begin: 'Sign in',
		as: 'Signed in as {{name}}',
		done: 'Signed in',
		end: 'Sign out',
		refused: 'Your account may not create workshops here. Ask the host of the server.',
		failed: 'Signing in did not work. Try again.',
	},
}
