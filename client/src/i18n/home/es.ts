/** Texts of the list of this browser's workshops, on the home page. */
export const texts = {
	title: 'Sus talleres',
	roles: {
		facilitator: 'Facilitación',
		participant: 'Participante',
		projector: 'Proyector',
	},
	continue: 'Continuar',
	actions: 'Más opciones para {{title}}',
	all: 'Mostrar los {{count}}',
	allArchived: 'Todos sus talleres están archivados.',
	gone: 'Ya no está disponible',
	goneLead: 'Se eliminó, o su acceso terminó.',
	menu: {
		duplicate: 'Duplicar como plantilla…',
		device: 'Abrir en otro dispositivo…',
		archive: 'Archivar',
		unarchive: 'Volver a mostrar en la lista',
		forget: 'Olvidar en este dispositivo…',
		remove: 'Quitar de la lista',
	},
	openAs: {
		participant: 'Abrir como participante',
		projector: 'Abrir el proyector',
	},
	archive: {
		done: '«{{title}}» está en el archivo.',
		undo: 'Deshacer',
		list: 'Archivados ({{count}})',
	},
	forget: {
		title: '¿Olvidar este taller en este dispositivo?',
		confirm: 'Olvidar',
		facilitator:
			'Los enlaces se quitan de este dispositivo; el taller se conserva. Solo podrá volver con el enlace de facilitación o desde otro dispositivo.',
		participant:
			'Su acceso se quita de este dispositivo; el taller y sus tarjetas se conservan. Para volver, únase con el código.',
		projector: 'El enlace del proyector se quita de este dispositivo; el taller se conserva.',
		unsent: 'En este dispositivo hay cambios que aún no se han enviado. Se eliminarán.',
	},
	duplicate: {
		title: 'Duplicar como plantilla',
		lead: 'El nuevo taller tiene las sesiones, los guiones, los grupos y las capas bloqueadas de este. No tiene personas ni tarjetas, y tiene enlaces propios.',
		titleOf: '{{title}} (copia)',
		withCities: 'Conservar la lista de ciudades',
		confirm: 'Duplicar',
		busy: 'Duplicando…',
	},
	device: {
		title: 'Abrir en otro dispositivo',
		lead: 'Escanee el código con el otro dispositivo, o abra allí el enlace. Este dispositivo sigue conectado.',
		until: 'Sirve una vez, hasta las {{time}}.',
		link: 'Enlace para un dispositivo',
		qr: 'Código QR que abre este taller en otro dispositivo',
		warning: 'Quien lo use podrá facilitar el taller: no lo muestre en el proyector.',
		another: 'Código nuevo',
		creating: 'Creando el código…',
	},
	signIn: {
		lead: 'En este servidor, quien crea talleres inicia sesión. Los participantes nunca lo necesitan.',
		begin: 'Iniciar sesión',
		as: 'Sesión iniciada: {{name}}',
		done: 'Sesión iniciada',
		end: 'Cerrar sesión',
		refused: 'Su cuenta no puede crear talleres aquí. Pregunte a quien aloja el servidor.',
		failed: 'No se pudo iniciar sesión. Inténtelo de nuevo.',
	},
}
