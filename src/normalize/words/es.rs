//! Words of headers and jobs: Spanish. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "nombre y apellidos|apellidos y nombres|empleado|empleada|colaborador|rol|roles|puesto|puestos|cargo|\
        cargos|perfil|perfiles|posición|función|puesto de trabajo|nombre del rol|actor|actores|oficio|empleo",
    level: "nivel|niveles|grado|categoría profesional|rango|seniority|escalón|banda",
    dimension: "función|dimensión|dimensiones|competencia|competencias|habilidad|habilidades|criterio|criterios|\
        tarea|tareas|actividad|actividades|capacidad|capacidades|responsabilidad|permiso|permisos|aspecto|\
        destreza|acción|acciones|entregable|entregables|proceso|atributo|tema|conocimiento|conocimientos|etapa|\
        paso",
    group: "grupo|categoría|categorías|área|áreas|ámbito|dominio|sección|fase|bloque|familia|tipo|subcategoría|\
        departamento|equipo|eje|\
        módulo",
    key: "legajo|id|n.º|nº|n°|no.|num|núm.|núm|número|código|clave|ref|ref.",
    name: "nombre y apellidos|apellidos y nombres|nombre|título|denominación|etiqueta",
    description: "descripción|definición|detalle|detalles|significado|explicación|resumen",
    note: "nota|notas|comentario|comentarios|observación|observaciones|ejemplo|ejemplos|fuente|fuentes|enlace|\
        estado|prioridad|peso",
    value: "valor|valores|puntuación|evaluación|texto|contenido|nivel requerido|nivel esperado",
    attribute: "responsabilidades|requisitos|funciones|tareas|competencias|descripción|habilidades|experiencia|\
        formación|educación|salario|objetivo|objetivos|permisos|autoridad|conocimientos|alcance|propósito|\
        autonomía|impacto|reporta a|depende de|superior inmediato|herramientas|misión|deberes",
    job: "ingeniero|ingeniera|desarrollador|desarrolladora|gerente|analista|arquitecto|arquitecta|director|\
        directora|jefe|jefa|responsable|líder|administrador|administradora|coordinador|coordinadora|consultor|\
        consultora|técnico|técnica|especialista|asistente|auxiliar|practicante|becario|diseñador|diseñadora|\
        científico|científica|gestor|gestora|experto|experta|editor|usuario|invitado|miembro|docente|profesor|\
        vendedor|contable|supervisor|cliente|patrocinador|colaborador|equipo|programador|recepcionista|camarero|camarera|gobernanta|cajero|cajera|principiante|intermedio|\
        avanzado",
    time: "lunes|martes|miércoles|jueves|viernes|sábado|domingo|hora|horario|fecha|día|semana|mes|enero|febrero|\
        marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    aggregate: "total|totales|suma|promedio|media|subtotal|total general",
    expected: "criterios|expectativas|comportamientos|conductas|indicadores|evidencias|requisitos",
    person: "persona|personas|miembro|miembros|integrante|integrantes|nombre y apellidos|apellidos y nombres|\
        empleado|empleada|colaborador|miembro del equipo",
    step: "principiante|básico|junior|júnior|semi senior|semisenior|ssr|intermedio|medio|avanzado|senior|sénior|\
        experto",
    involvement: "responsable|ejecutor|aprobador|autoridad|encargado|rinde cuentas|consultado|consultados|informado|\
        informados",
};
