//! Words of headers and jobs: Portuguese. May use: the list's type.

use super::Words;

/// The words.
pub const WORDS: Words = Words {
    role: "nome completo|funcionário|colaborador|função|papel|papéis|cargo|cargos|perfil|perfis|posição|posto|\
        vaga|ocupação|nome do cargo|nome da função|ator",
    level: "nível|níveis|grau|senioridade|faixa|patamar",
    dimension: "função|dimensão|dimensões|competência|competências|habilidade|habilidades|critério|critérios|\
        tarefa|tarefas|atividade|atividades|capacidade|responsabilidade|permissão|permissões|aspecto|ação|ações|\
        entrega|entregável|processo|atributo|tema|conhecimento|etapa|item|eixo",
    group: "grupo|categoria|categorias|área|áreas|domínio|seção|secção|fase|bloco|família|tipo|subcategoria|\
        departamento|equipe|pilar|\
        módulo",
    key: "id|n.º|nº|n°|no.|num|núm.|número|código|chave|ref|ref.",
    name: "nome completo|nome|título|denominação|designação|rótulo",
    description: "descrição|definição|detalhe|detalhes|significado|explicação|resumo",
    note: "nota|notas|comentário|comentários|observação|observações|exemplo|exemplos|fonte|fontes|link|status|\
        estado|prioridade|peso",
    value: "valor|valores|pontuação|avaliação|texto|conteúdo|nível exigido|nível esperado",
    attribute: "responsabilidades|requisitos|atribuições|tarefas|competências|descrição|habilidades|experiência|\
        formação|salário|objetivo|objetivos|permissões|autoridade|conhecimentos|escopo|propósito|autonomia|\
        impacto|reporta a|subordinado a|superior imediato|ferramentas|missão|atividades|deveres",
    job: "engenheiro|engenheira|desenvolvedor|desenvolvedora|gerente|analista|arquiteto|arquiteta|diretor|\
        diretora|chefe|líder|coordenador|coordenadora|administrador|administradora|consultor|consultora|técnico|\
        técnica|especialista|assistente|auxiliar|estagiário|estagiária|júnior|pleno|sênior|sénior|designer|\
        cientista|gestor|gestora|supervisor|usuário|convidado|membro|professor|cliente|programador|equipe|\
        patrocinador|colaborador|iniciante",
    time: "segunda|terça|quarta|quinta|sexta|segunda-feira|terça-feira|quarta-feira|quinta-feira|sexta-feira|\
        sábado|domingo|hora|horário|data|dia|semana|mês|janeiro|fevereiro|março|abril|maio|junho|julho|agosto|\
        setembro|outubro|novembro|dezembro",
    aggregate: "total|totais|soma|média|subtotal|total geral",
    expected: "critérios|expectativas|comportamentos|indicadores|evidências|requisitos",
    person: "pessoa|pessoas|persona|membro|membros|integrante|integrantes|nome completo|funcionário|colaborador|\
        membro da equipe",
    step: "estagiário|iniciante|básico|junior|júnior|pleno|intermediário|intermédio|avançado|senior|sênior|sénior|\
        especialista",
    involvement: "responsável|executor|aprovador|autoridade|responsabilizado|prestador de contas|consultado|\
        consultados|informado|informados",
};
